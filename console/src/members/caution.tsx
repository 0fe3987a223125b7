import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

type CautionProps = { readonly title: string; readonly role?: 'alert'; readonly children: ReactNode };

/** What to think of before going on. Its title is as dark as text: orange on orange is too pale to read (WCAG 1.4.3). */
export const Caution = (props: CautionProps) => (
  <Alert color="orange" styles={{ title: { color: 'var(--mantine-color-text)' } }} {...props} />
);
