import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

type CautionProps = { readonly title: string; readonly role?: 'alert'; readonly children: ReactNode };

/** A warning before an action. Its title has the color of text, because orange on orange lacks contrast (WCAG 1.4.3). */
export const Caution = (props: CautionProps) => (
  <Alert color="orange" styles={{ title: { color: 'var(--mantine-color-text)' } }} {...props} />
);
