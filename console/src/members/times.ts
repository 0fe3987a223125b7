import { type Instant, instant } from '#core/contract/fields.ts';

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });
const dateOnly = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
// Stands in the middle of sentences, which are English.
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

export const onDateAndTime = (at: Instant): string => dateAndTime.format(new Date(at));
const inZone = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** For people who may be anywhere: whose time it is, too. */
export const onDateAndTimeInZone = (at: Instant): string => inZone.format(new Date(at));
export const onDate = (at: Instant): string => dateOnly.format(new Date(at));

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** `in 6 days`, `2 hr. ago`: in the largest unit of which one has passed or is to come. */
export const fromNow = (at: Instant, now: number): string => {
  const milliseconds = Date.parse(at) - now;
  const [unit, length] = units.find(([, size]) => Math.abs(milliseconds) >= size) ?? ['second', 1000];
  return relative.format(Math.round(milliseconds / length), unit);
};

const aMoment = 10_000;

/** How long ago something happened. Clocks differ: what happened is never to come. */
export const sinceThen = (at: Instant, now: number): string =>
  now - Date.parse(at) < aMoment ? 'just now' : fromNow(at, now);

export const presentInstant = (): Instant => instant.parse(new Date().toISOString());
