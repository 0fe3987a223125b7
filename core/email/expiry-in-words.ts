import type { Instant } from '#core/contract/fields.ts';

const dayInMilliseconds = 24 * 60 * 60 * 1000;

const parts = new Intl.DateTimeFormat('en-US', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** `Sunday, November 29, 2026 at 14:05 UTC`. Put together here, because punctuation changes between versions of ICU. */
export const dateInWords = (instant: Instant): string => {
  const part = Object.fromEntries(parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${part.weekday}, ${part.month} ${part.day}, ${part.year} at ${part.hour}:${part.minute} UTC`;
};

/** `in 7 days`: the time left, in days rounded up, so that a new invitation states its whole lifetime; `in less than 24 hours` at the end. */
export const timeLeftInWords = (expiresAt: Instant, now: Instant): string => {
  const days = (Date.parse(expiresAt) - Date.parse(now)) / dayInMilliseconds;
  if (days < 1) return 'in less than 24 hours';
  return days === 1 ? 'in 1 day' : `in ${Math.ceil(days)} days`;
};
