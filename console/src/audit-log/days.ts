import { english } from '#console/ui/english.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import type { Instant } from '#core/contract/fields.ts';

const day = new Intl.DateTimeFormat(english, { dateStyle: 'full' });
const time = new Intl.DateTimeFormat(english, { timeStyle: 'medium' });
const zone = new Intl.DateTimeFormat(english, { timeZoneName: 'longGeneric' });

export const atTime = (at: Instant): string => time.format(new Date(at));

/** `Central European Time` */
export const timeZone = (): string =>
  zone.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? zone.resolvedOptions().timeZone;

/** Consecutive events, grouped by the day on which they happened in the time zone of the browser. */
export const byDay = (events: readonly AuditEvent[]): readonly (readonly [day: string, events: AuditEvent[]])[] => [
  ...Map.groupBy(events, ({ occurredAt }) => day.format(new Date(occurredAt))),
];
