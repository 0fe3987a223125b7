import { Card, Center, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePageTitle } from '#console/shell/page-title.ts';
import { Brand } from './brand.tsx';

type MessagePageProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons and links for the next step. */
  readonly actions?: ReactNode;
};

/** A page that says one thing. */
export const MessagePage = ({ title, children, actions }: MessagePageProps) => {
  usePageTitle(title);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Card withBorder shadow="sm" w="100%" maw={480} className="message-card">
        <Stack gap="md">
          <Brand />
          <Title order={1} size="h2" className="wraps-anywhere">
            {title}
          </Title>
          <Text component="div" className="wraps-anywhere">
            {children}
          </Text>
          {actions}
        </Stack>
      </Card>
    </Center>
  );
};
