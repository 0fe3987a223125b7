import { type Instant, instant } from '#core/contract/fields.ts';
import { english } from './english.ts';

const dateOnly = new Intl.DateTimeFormat(english, { dateStyle: 'medium' });
const dateAndTime = { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
const inZone = new Intl.DateTimeFormat(english, { ...dateAndTime, timeZoneName: 'short' });
const onWeekday = new Intl.DateTimeFormat(english, { ...dateAndTime, weekday: 'long', timeZoneName: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'long' });

/** `Dec 7, 2026` */
export const onDate = (at: Instant): string => dateOnly.format(new Date(at));

const dayInUtc = new Intl.DateTimeFormat(english, { dateStyle: 'medium', timeZone: 'UTC' });

/** `Dec 7, 2026` of a day without a time: the same in every time zone. */
export const onDay = (day: string): string => dayInUtc.format(new Date(day));

/** `December 7, 2026 at 3:21 PM GMT+1`: colleagues in several time zones compare what they see. */
export const onDateAndTime = (at: Instant): string => inZone.format(new Date(at));

/** `Monday, December 7, 2026 at 3:21 PM GMT+1`, like the invitation email. */
export const onDateAndTimeInZone = (at: Instant): string => onWeekday.format(new Date(at));

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

/** Returns the time since an instant. A future instant is `just now`, because clocks differ. */
export const sinceThen = (at: Instant, now: number): string =>
  now - Date.parse(at) < 60_000 ? 'just now' : fromNow(at, now);

export const presentInstant = (): Instant => instant.parse(new Date().toISOString());
