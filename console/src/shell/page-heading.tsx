import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

type PageHeadingProps = {
  readonly title: string;
  /** What the page is for, in a sentence. */
  readonly about: string;
  readonly action?: ReactNode;
};

export const PageHeading = ({ title, about, action }: PageHeadingProps) => (
  <Group justify="space-between" align="flex-start" mb="lg">
    <div>
      <Title order={1} size="h2">
        {title}
      </Title>
      <Text c="dimmed" size="sm">
        {about}
      </Text>
    </div>
    {action}
  </Group>
);
