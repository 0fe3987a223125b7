import { expect, test } from 'vitest';
import type { Instant } from '#core/contract/fields.ts';
import { pauseForFailures } from '#core/email/pause-for-failures.ts';
import { reasonToPause } from '#core/email/reason-to-pause.ts';
import { recordDelivery } from '#core/email/record-delivery.ts';
import { type SendOutcome, sendInvitationEmail } from '#core/email/send-invitation-email.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { changeLimits } from '#core/organizations/change-limits.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { pauseOrganization, resumeOrganization } from '#core/organizations/pause.ts';
import { RetryableError } from '#core/retryable-error.ts';
import { system } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { emailQuotaKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { present as exists, remove, unexpected } from '#core/table/write.ts';
import {
  addresses,
  by,
  day,
  later,
  operator,
  present,
  second,
  secretKeys,
  startOrganization,
  type TestOrganization,
} from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

const at = later(`${present().slice(0, 10)}T00:00:00.000Z` as Instant, day / 2);

type Options = { readonly now?: Instant; readonly sendEmail?: () => Promise<string> };

/** Sends the latest email of each invitation, all at once. */
const send = async (
  ids: readonly string[],
  { now = at, sendEmail = async () => 'message' }: Options = {},
): Promise<SendOutcome[]> => {
  const settings = {
    baseUrl: 'https://app.partnerally.test',
    productName: 'PartnerAlly',
    senderEmail: 'invitations@partnerally.test',
    secretKeys: async () => secretKeys,
    sendEmail,
    now: () => now,
  };
  const items = (await allItems()).filter(
    ({ SK, id }) => ids.includes(String(id)) && String(SK).startsWith('INVITATION#'),
  );
  const results = await Promise.all(
    items.map((item) => {
      const { organizationId, id: invitationId, sentCount: sendNumber } = readInvitation(item);
      return sendInvitationEmail({ organizationId, invitationId, sendNumber, requestId: 'r' }, settings);
    }),
  );
  return results.map(({ outcome }) => outcome);
};

const inviteAll = async (acme: TestOrganization, emails: readonly string[]): Promise<string[]> =>
  Promise.all(emails.map(async (email) => (await acme.invite(email, { at })).id));

const limitEmails = ({ organizationId }: TestOrganization, emailsPerDay: number | null) =>
  changeLimits({ organizationId, emailsPerDay }, operator(at), async () => undefined);

const quotaOf = ({ organizationId }: TestOrganization) => getItem(emailQuotaKey(organizationId));

const reasonsOf = async (ids: readonly string[]) =>
  (await allItems()).flatMap(({ id, SK, deliveryReason }) =>
    ids.includes(String(id)) && String(SK).startsWith('INVITATION#') && deliveryReason ? [deliveryReason] : [],
  );

test('an organization sends exactly its emails of a day when many senders race', async () => {
  const acme = await startOrganization({ at });
  await limitEmails(acme, 5);
  const ids = await inviteAll(acme, addresses(8, 'quota'));
  const outcomes = await send(ids);
  expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(5);
  expect(await reasonsOf(ids)).toEqual(Array.from({ length: 3 }, () => 'organization_limit_reached'));
  const { usage, limits } = await getOrganization(acme, by(acme.admin, at));
  expect({ usage: usage.emailsToday, limit: limits.emailsPerDay }).toEqual({ usage: 5, limit: 5 });
  expect(await quotaOf(acme)).toMatchObject({ count: 5, change: 'organization.email_limit_reached', name: 'Acme' });
});

test('the daily email limit starts again the next day, and a higher one applies immediately', async () => {
  const acme = await startOrganization({ at });
  await limitEmails(acme, 1);
  const [first, second, third, fourth] = await inviteAll(acme, addresses(4, 'days'));
  expect(await send([first ?? ''])).toEqual(['sent']);
  expect(await send([second ?? ''])).toEqual(['failed']);
  const tomorrow = later(at, day);
  expect(await send([third ?? ''], { now: tomorrow })).toEqual(['sent']);
  expect(await quotaOf(acme)).toMatchObject({ day: tomorrow.slice(0, 10), count: 1 });
  expect(await quotaOf(acme)).not.toHaveProperty('change');
  await limitEmails(acme, null);
  // By a clock that is still on the day before.
  expect(await send([fourth ?? ''], { now: at })).toEqual(['sent']);
  expect(await quotaOf(acme)).toMatchObject({ count: 2 });
});

test('an organization without a quota item gets its plan’s with the first email', async () => {
  const acme = await startOrganization({ at, plan: 'standard' });
  const gone = { item: remove(emailQuotaKey(acme.organizationId), exists), refusal: unexpected('gone') };
  expect(await attempt([gone])).toEqual([]);
  const ids = await inviteAll(acme, addresses(3, 'older'));
  expect(await send(ids)).toEqual(['sent', 'sent', 'sent']);
  expect(await quotaOf(acme)).toMatchObject({ count: 3, limit: 250 });
});

test('emails of a paused organization fail, and leave when they are resent after it', async () => {
  const acme = await startOrganization({ at });
  const [waiting = '', held = ''] = await inviteAll(acme, addresses(2, 'paused'));
  const dies = async () => {
    throw new RetryableError('SES is away');
  };
  await expect(send([held], { sendEmail: dies })).rejects.toThrow(RetryableError);
  const paused = await pauseOrganization({ organizationId: acme.organizationId, reason: 'Spam.' }, operator(at));
  expect(paused.paused).toMatchObject({ reason: 'Spam.' });
  expect(await send([waiting, held], { now: later(at, second) })).toEqual(['failed', 'failed']);
  expect(await reasonsOf([waiting, held])).toEqual(['organization_paused', 'organization_paused']);
  const resend = (now: Instant) =>
    resendInvitation({ organizationId: acme.organizationId, invitationId: waiting }, by(acme.admin, now), 60);
  const soon = later(at, 120 * second);
  await expect(resend(soon)).rejects.toMatchObject({ status: 403, code: 'organization_paused' });
  await expect(acme.invite('more@x.test', { at })).rejects.toMatchObject({ code: 'organization_paused' });
  expect((await resumeOrganization({ organizationId: acme.organizationId }, operator(at))).paused).toBeNull();
  await resend(soon);
  expect(await send([waiting], { now: soon })).toEqual(['sent']);
});

test('one organization sends three emails a day to an address, and leaves the rest to others', async () => {
  const [acme, globex] = [await startOrganization({ at }), await startOrganization({ at })];
  const victim = 'victim@three.test';
  const outcomes: SendOutcome[] = [];
  for (let n = 0; n < 5; n++) {
    const { id } = await acme.invite(victim, { at });
    outcomes.push(...(await send([id])));
    await revokeInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin, at));
  }
  expect(outcomes).toEqual(['sent', 'sent', 'sent', 'failed', 'failed']);
  expect(await quotaOf(acme)).toMatchObject({ count: 3 });
  const { id } = await globex.invite(victim, { at });
  expect(await send([id])).toEqual(['sent']);
});

test('a resend is refused until midnight UTC when the emails to the address are used up', async () => {
  const acme = await startOrganization({ at });
  const { id } = await acme.invite('ann@three.test', { at });
  await send([id]);
  const resend = (now: Instant) =>
    resendInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin, now), 60);
  for (const minutes of [2, 4]) {
    await resend(later(at, minutes * 60 * second));
    await send([id]);
  }
  await expect(resend(later(at, 360 * second))).rejects.toMatchObject({
    status: 429,
    code: 'recipient_limit_reached',
    facts: { retryAfter: 12 * 60 * 60 - 360 },
  });
  expect(await resend(later(at, day / 2))).toMatchObject({ sentCount: 4 });
});

test.for([
  [{ sent: 49, bounced: 49, complained: 49 }, undefined],
  [{ sent: 50, bounced: 5, complained: 2 }, undefined],
  [{ sent: 50, bounced: 6, complained: 0 }, /bounced/],
  [{ sent: 50, bounced: 0, complained: 3 }, /spam/],
  [{ sent: 300, bounced: 0, complained: 3 }, undefined],
  [{ sent: 300, bounced: 0, complained: 4 }, /spam/],
] as const)('reasonToPause judges %j', ([recent, reason]) => {
  if (reason === undefined) expect(reasonToPause(recent)).toBeUndefined();
  else expect(reasonToPause(recent)).toMatch(reason);
});

test('an organization pauses itself when too many of its emails bounce, once', async () => {
  const acme = await startOrganization({ at });
  const ids = await inviteAll(acme, addresses(50, 'bounce'));
  for (let n = 0; n < ids.length; n += 10) await send(ids.slice(n, n + 10));
  const { organizationId } = acme;
  const bounce = (invitationId: string, eventId: string) =>
    recordDelivery({
      eventId,
      organizationId,
      invitationId,
      sendNumber: 1,
      at,
      outcome: { state: 'bounced', reason: 'hard_bounce' },
    });
  for (const id of ids.slice(0, 5)) await bounce(id, id);
  // The same event again counts nothing.
  expect(await bounce(ids[0] ?? '', ids[0] ?? '')).toBe('known');
  expect((await getOrganization({ organizationId }, by(acme.admin, at))).paused).toBeNull();
  await bounce(ids[5] ?? '', 'last');
  const { paused } = await getOrganization({ organizationId }, by(acme.admin, at));
  expect(paused?.reason).toMatch(/bounced/);
  const origin = { at, by: system, requestId: 'r' };
  expect(await pauseForFailures(organizationId, origin)).toBe(false);
  await resumeOrganization({ organizationId }, operator(at));
  expect(await pauseForFailures(organizationId, origin)).toBe(false);
});
