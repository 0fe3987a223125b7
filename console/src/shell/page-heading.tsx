import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

type PageHeadingProps = {
  readonly title: string;
  /** The purpose of the page, in a sentence. */
  readonly about: string;
  readonly action?: ReactNode;
};

export const PageHeading = ({ title, about, action }: PageHeadingProps) => (
  <Group justify="space-between" align="flex-start" mb="lg">
    <div className="wraps-anywhere">
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
