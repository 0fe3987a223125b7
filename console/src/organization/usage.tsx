import { Progress, Stack, Text } from '@mantine/core';
import { inDigits } from '#console/ui/english.ts';

type UsageProps = {
  readonly label: string;
  /** `null` where it is not counted, because there is no limit. */
  readonly used: number | null;
  readonly limit: number | null;
};

const inWords = (used: number | null, limit: number | null): string => {
  if (limit === null) return used === null ? 'Unlimited' : `${inDigits(used)} (unlimited)`;
  return `${inDigits(used ?? 0)} of ${inDigits(limit)}`;
};

/** Shows how much of a limit is used. */
export const Usage = ({ label, used, limit }: UsageProps) => {
  const percent = limit ? Math.min(100, ((used ?? 0) / limit) * 100) : 0;
  return (
    <Stack gap={4}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{inWords(used, limit)}</Text>
      {limit !== null && <Progress value={percent} color={percent >= 90 ? 'orange' : 'indigo'} aria-label={label} />}
    </Stack>
  );
};
