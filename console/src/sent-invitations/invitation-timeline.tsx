import { Button, Group, Skeleton, Text, Timeline, Title } from '@mantine/core';
import { onDateAndTime } from '#console/ui/times.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { timelineSteps } from './timeline-steps.ts';

type InvitationTimelineProps = {
  readonly invitation: Invitation;
  readonly history: {
    readonly data: { readonly pages: readonly { readonly items: readonly AuditEvent[] }[] } | undefined;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
};

/** The history of an invitation: events, times and people. */
export const InvitationTimeline = ({ invitation, history }: InvitationTimelineProps) => {
  if (!history.data) return <Skeleton h={120} />;
  const steps = timelineSteps(
    invitation,
    history.data.pages.flatMap(({ items }) => items),
  );
  return (
    <>
      <Title order={3} size="h5">
        History
      </Title>
      {steps.length === 0 && <Text size="sm">History will appear in a moment.</Text>}
      <Timeline bulletSize={14} lineWidth={2} active={steps.length}>
        {steps.map(({ id, title, at, by, note, bad }) => (
          <Timeline.Item key={id} title={title} {...(bad && { color: 'red' })}>
            <Text size="sm" c="dimmed">
              {onDateAndTime(at)}
            </Text>
            {by !== undefined && (
              <Text size="sm" c="dimmed" className="wraps-anywhere">
                by {by}
              </Text>
            )}
            {note !== undefined && <Text size="sm">{note}</Text>}
          </Timeline.Item>
        ))}
      </Timeline>
      {history.hasNextPage && (
        <Group>
          <Button
            size="xs"
            variant="default"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
    </>
  );
};
