import { Title } from '@mantine/core';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import { byDay } from './days.ts';
import type { TeamNaming } from './event-facts.ts';
import { EventItem } from './event-item.tsx';
import classes from './event-list.module.css';
import type { SetFilter } from './filters-in-url.ts';

type EventListProps = {
  readonly events: readonly AuditEvent[];
  readonly teamName: TeamNaming;
  readonly setFilter: SetFilter;
};

/** Events under their days, newest first. */
export const EventList = ({ events, teamName, setFilter }: EventListProps) =>
  byDay(events).map(([day, ofDay]) => (
    <section key={day} aria-label={day}>
      <Title order={2} size="h5">
        {day}
      </Title>
      <ol className={classes.events}>
        {ofDay.map((event) => (
          <EventItem key={event.id} event={event} teamName={teamName} setFilter={setFilter} />
        ))}
      </ol>
    </section>
  ));
