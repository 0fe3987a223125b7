import { type Instant, instant } from '#core/contract/fields.ts';

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });
const dateOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'always' });

export const onDateAndTime = (at: Instant): string => dateAndTime.format(new Date(at));
export const onDate = (at: Instant): string => dateOnly.format(new Date(at));

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** `in 6 days`, `2 hours ago`: in the largest unit of which one has passed or is to come. */
export const fromNow = (at: Instant, now: number): string => {
  const milliseconds = Date.parse(at) - now;
  const [unit, length] = units.find(([, size]) => Math.abs(milliseconds) >= size) ?? ['second', 1000];
  return relative.format(Math.round(milliseconds / length), unit);
};

export const presentInstant = (): Instant => instant.parse(new Date().toISOString());
