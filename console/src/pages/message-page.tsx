import { Card, Center, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { productName, usePageTitle } from '#console/shell/page-title.ts';

type MessagePageProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** What can be done next. */
  readonly actions?: ReactNode;
};

/** A page that says one thing. */
export const MessagePage = ({ title, children, actions }: MessagePageProps) => {
  usePageTitle(title);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Card withBorder shadow="sm" padding="xl" w="100%" maw={480}>
        <Stack gap="md">
          <Text size="sm" fw={600} c="dimmed">
            {productName()}
          </Text>
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
