import { Group, Text } from '@mantine/core';
import { productName } from '#console/shell/page-title.ts';

/** The logo and the name of the product. */
export const Brand = () => (
  <Group component="span" gap={8} wrap="nowrap">
    <img src="/favicon.svg" alt="" width={24} height={24} />
    <Text component="span" size="sm" fw={600}>
      {productName()}
    </Text>
  </Group>
);
