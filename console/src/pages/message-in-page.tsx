import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

type MessageInPageProps = { readonly title: string; readonly children: ReactNode; readonly actions?: ReactNode };

/** A message in place of a page of an organization, within its frame. */
export const MessageInPage = ({ title, children, actions }: MessageInPageProps) => (
  <Stack maw={480} mx="auto" mt="xl" align="flex-start">
    <Title order={1} size="h2">
      {title}
    </Title>
    <Text component="div">{children}</Text>
    {actions}
  </Stack>
);
