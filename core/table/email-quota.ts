import * as z from 'zod/mini';
import type { Instant } from '#core/contract/fields.ts';
import { type Origin, stamp } from './change.ts';
import { emailQuotaKey } from './keys.ts';
import { absent, check, type Item, put, unexpected, update, type Write } from './write.ts';

const count = z.int().check(z.nonnegative());

const storedQuota = z.looseObject({
  /** UTC; `count` is of this day. */
  day: z.string(),
  count,
  /** Emails a day; absent without a limit. */
  limit: z.optional(count),
  /** The reason why the organization is paused. Absent if it isn't. */
  paused: z.optional(z.string()),
  /** The last day on which the limit was reached. */
  limitReachedOn: z.optional(z.string()),
});

/**
 * Emails of an organization: how many today, whether more may be sent, and per hour of the last day how many were sent,
 * bounced and reported as spam (attributes `sent_H`, `bounced_H` and `complained_H`, H in hours since 1970).
 */
export type StoredQuota = z.infer<typeof storedQuota>;

/** Undefined for the item of an organization that has sent nothing since there is a limit. */
export const readQuota = (item: unknown): StoredQuota | undefined => storedQuota.safeParse(item).data;

export type EmailKind = 'sent' | 'bounced' | 'complained';

export const dayOf = (now: Instant): string => now.slice(0, 10);
const hourOf = (now: Instant): number => Math.floor(Date.parse(now) / 3_600_000);
const hourly = /^(sent|bounced|complained)_(\d+)$/;
const windowHours = 24;

/** Returns the emails of the last 24 hours: sent, bounced and reported as spam. */
export const recentEmails = (item: Item, now: Instant): Readonly<Record<EmailKind, number>> => {
  const totals = { sent: 0, bounced: 0, complained: 0 };
  for (const [name, value] of Object.entries(item)) {
    const [, kind, hour] = hourly.exec(name) ?? [];
    if (kind !== undefined && Number(hour) > hourOf(now) - windowHours) totals[kind as EmailKind] += Number(value);
  }
  return totals;
};

const hourlyNames = (item: Item, isStale: (hour: number) => boolean): string[] =>
  Object.keys(item).filter((name) => {
    const hour = hourly.exec(name)?.[2];
    return hour !== undefined && isStale(Number(hour));
  });

const limitOf = (limit: number | null) => (limit === null ? {} : { limit });

const quotaOf = (limit: number | null, now: Instant) => ({
  day: dayOf(now),
  count: 0,
  ...limitOf(limit),
});

/** The quota of a new organization. */
export const putQuota = (organizationId: string, limit: number | null, now: Instant): Write => ({
  item: put({ ...emailQuotaKey(organizationId), ...quotaOf(limit, now) }, absent),
  refusal: unexpected('a new organization has an email quota'),
});

/** Adds the quota of an organization from before email limits. Condition: it has none, and is not paused. */
export const beginQuota = (organizationId: string, limit: number | null, now: Instant): Write => ({
  item: update(
    emailQuotaKey(organizationId),
    { set: quotaOf(limit, now) },
    {
      text: 'attribute_not_exists(#day) AND attribute_not_exists(#paused)',
      names: { '#day': 'day', '#paused': 'paused' },
    },
  ),
  refusal: unexpected('the organization has an email quota'),
});

const mayCount = (day: string) => ({
  text: '#day = :day AND attribute_not_exists(#paused) AND (attribute_not_exists(#limit) OR #count < #limit)',
  names: { '#day': 'day', '#paused': 'paused', '#limit': 'limit', '#count': 'count' },
  values: { ':day': day },
});

/** Counts one email on `day`. Condition: not paused, the same day, and below the limit. */
export const countEmail = (organizationId: string, day: string, now: Instant): Write => ({
  item: update(emailQuotaKey(organizationId), { add: { count: 1, [`sent_${hourOf(now)}`]: 1 } }, mayCount(day)),
  refusal: unexpected('email quota'),
});

/** Counts the first email of a new day, and forgets the hours that no longer matter. */
export const countFirstEmail = (organizationId: string, seen: StoredQuota, now: Instant): Write => ({
  item: update(
    emailQuotaKey(organizationId),
    {
      set: { day: dayOf(now), count: 1 },
      add: { [`sent_${hourOf(now)}`]: 1 },
      remove: ['change', ...hourlyNames(seen, (hour) => hour <= hourOf(now) - windowHours)],
    },
    {
      text: '#day = :seen AND attribute_not_exists(#paused)',
      names: { '#day': 'day', '#paused': 'paused' },
      values: { ':seen': seen.day },
    },
  ),
  refusal: unexpected('email quota'),
});

/** Records for the audit log that the limit was reached, once a day. */
export const recordLimitReached = (
  { id, name }: { readonly id: string; readonly name: string },
  day: string,
  origin: Origin,
): Write => ({
  item: update(
    emailQuotaKey(id),
    { set: { id, name, limitReachedOn: day, ...stamp('organization.email_limit_reached', origin) } },
    {
      text: '#day = :day AND (attribute_not_exists(#on) OR #on <> :day)',
      names: { '#day': 'day', '#on': 'limitReachedOn' },
      values: { ':day': day },
    },
  ),
  refusal: unexpected('reaching the email limit is recorded'),
});

/** Counts an email that bounced or was reported as spam. */
export const countFailedEmail = (organizationId: string, kind: Exclude<EmailKind, 'sent'>, now: Instant): Write => ({
  item: update(emailQuotaKey(organizationId), { add: { [`${kind}_${hourOf(now)}`]: 1 } }, always),
  refusal: unexpected('email quota'),
});

// The item of an organization from before there was a limit begins with any of these.
const always = { text: 'attribute_exists(PK) OR attribute_not_exists(PK)' };

export const changeQuotaLimit = (organizationId: string, limit: number | null): Write => ({
  item: update(
    emailQuotaKey(organizationId),
    { set: limitOf(limit), remove: ['change', ...(limit === null ? ['limit'] : [])] },
    always,
  ),
  refusal: unexpected('email quota'),
});

export const pauseQuota = (organizationId: string, reason: string): Write => ({
  item: update(emailQuotaKey(organizationId), { set: { paused: reason }, remove: ['change'] }, always),
  refusal: unexpected('email quota'),
});

/**
 * Lets emails leave again. The bounces and complaints so far no longer count, so that one more doesn't pause it at
 * once.
 */
export const resumeQuota = (organizationId: string, seen: Item): Write => ({
  item: update(
    emailQuotaKey(organizationId),
    {
      remove: ['change', 'paused', ...hourlyNames(seen, () => true).filter((name) => !name.startsWith('sent'))],
    },
    always,
  ),
  refusal: unexpected('email quota'),
});

/** A step that only checks that the organization isn't paused. */
export const checkNotPaused = (organizationId: string): Write => ({
  item: check(emailQuotaKey(organizationId), { text: 'attribute_not_exists(#paused)', names: { '#paused': 'paused' } }),
  refusal: unexpected('the organization is paused'),
});
