import type { AuditEvent } from '#core/contract/audit-event.ts';
import type { Instant } from '#core/contract/fields.ts';

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export const atTime = (at: Instant): string => time.format(new Date(at));

/** Events that follow each other, under the day on which they happened where the person is. */
export const byDay = (events: readonly AuditEvent[]): readonly (readonly [day: string, events: AuditEvent[]])[] => [
  ...Map.groupBy(events, ({ occurredAt }) => day.format(new Date(occurredAt))),
];
