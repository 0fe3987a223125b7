import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { readableEmail } from '#console/ui/readable-address.ts';
import { onDateAndTime } from '#console/ui/times.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import { atTime } from './days.ts';
import { eventFacts, type TeamNaming } from './event-facts.ts';
import { actorName, eventSentence, happenedByItself } from './event-sentence.ts';
import type { SetFilter } from './filters-in-url.ts';

type EventItemProps = {
  readonly event: AuditEvent;
  readonly teamName: TeamNaming;
  readonly setFilter: SetFilter;
};

const Actor = ({ event, setFilter }: Omit<EventItemProps, 'teamName'>) => {
  const { actor } = event;
  const name = actorName(actor);
  if (actor.type === 'system') return <strong>{name}</strong>;
  const { userId } = actor;
  return (
    <Anchor
      component="button"
      type="button"
      fw={600}
      c="inherit"
      underline="hover"
      ta="start"
      title={readableEmail(actor.email)}
      aria-label={`Show events by ${name}`}
      onClick={() => setFilter('person', userId)}
    >
      {name}
    </Anchor>
  );
};

/** One event: when, who, what, and the facts. */
export const EventItem = ({ event, teamName, setFilter }: EventItemProps) => {
  const { occurredAt, category } = event;
  const facts = eventFacts(event, teamName);
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap="md" py="xs">
      <Text component="time" dateTime={occurredAt} title={onDateAndTime(occurredAt)} size="sm" c="dimmed" miw={68}>
        {atTime(occurredAt)}
      </Text>
      <Stack gap={2} flex={1} miw={0}>
        <Text size="sm" className="wraps-anywhere">
          {!happenedByItself(event) && <Actor event={event} setFilter={setFilter} />}{' '}
          {event.actor.type === 'user' && (
            <Text span size="sm" c="dimmed">
              ({readableEmail(event.actor.email)}){' '}
            </Text>
          )}
          {eventSentence(event)}
        </Text>
        <Text size="sm" c="dimmed" className="wraps-anywhere">
          {facts.join(' · ')}
          {event.category === 'invitation' && (
            <>
              {facts.length > 0 && ' · '}
              <Anchor
                component="button"
                type="button"
                size="sm"
                ta="start"
                py={2}
                aria-label={`View history of the invitation to ${readableEmail(event.subject.email)}`}
                onClick={() => setFilter('invitation', event.subject.id)}
              >
                View history
              </Anchor>
            </>
          )}
        </Text>
      </Stack>
      <Badge variant="default" tt="capitalize" fw={500} visibleFrom="sm">
        {category}
      </Badge>
    </Group>
  );
};
