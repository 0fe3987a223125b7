import { expect, test } from 'vitest';
import type { Instant } from '#core/contract/fields.ts';
import { giveUpRequest } from '#core/email/give-up.ts';
import type { Email } from '#core/email/invitation-email.ts';
import { recordDelivery } from '#core/email/record-delivery.ts';
import { EmailRefused, type EmailSettings, sendInvitationEmail } from '#core/email/send-invitation-email.ts';
import { readInvitationToken } from '#core/invitation-token.ts';
import { getInvitation } from '#core/invitations/get.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { RetryableError } from '#core/retryable-error.ts';
import { commit } from '#core/table/commit.ts';
import { markDelivery, readInvitation } from '#core/table/invitation.ts';
import { failNextWrites } from '#test/support/in-between.ts';
import {
  by,
  day,
  later,
  present,
  second,
  secretKeys,
  startOrganization,
  type TestOrganization,
} from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

/** A sender that keeps what it sends; `fails` may stand in the way. */
const sender = (fails: () => void = () => undefined) => {
  const sent: Email[] = [];
  const settings = (now: Instant = present()): EmailSettings => ({
    baseUrl: 'https://app.partnerally.test',
    productName: 'PartnerAlly',
    senderEmail: 'invitations@partnerally.test',
    secretKeys: async () => secretKeys,
    sendEmail: async (email) => {
      fails();
      sent.push(email);
      return `message-${sent.length}`;
    },
    now: () => now,
  });
  return { sent, settings };
};

/** Returns the request for the latest email of the invitation, as the queue carries it. */
const changeOf = async ({ organizationId }: TestOrganization, id: string) => {
  const item = (await allItems()).find(({ PK, SK }) => PK === `ORG#${organizationId}` && SK === `INVITATION#${id}`);
  const { sentCount } = readInvitation(item);
  return { organizationId, invitationId: id, sendNumber: sentCount, requestId: 'request' };
};

const show = (acme: TestOrganization, id: string) =>
  getInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin));

test('an invitation is mailed with its link, once however often its record comes, and shows as sent', {
  tags: ['fault/f13'],
}, async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@mail-once.test');
  const { sent, settings } = sender();
  const change = await changeOf(acme, id);
  for (let n = 0; n < 3; n++) await sendInvitationEmail(change, settings());
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    to: 'ann@mail-once.test',
    subject: 'Join Acme on PartnerAlly',
    replyTo: [acme.admin.email],
  });
  const [, token = ''] = /https:\/\/app\.partnerally\.test\/invitation#(\S+)/.exec(sent[0]?.text ?? '') ?? [];
  expect(readInvitationToken(token, secretKeys)).toEqual({ organizationId: acme.organizationId, invitationId: id });
  expect(await show(acme, id)).toMatchObject({ delivery: 'sent', sentCount: 1 });
});

test('records that come at the same time send one email between them', async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@at-once.test');
  const { sent, settings } = sender();
  const change = await changeOf(acme, id);
  const sendings = await Promise.allSettled(Array.from({ length: 8 }, () => sendInvitationEmail(change, settings())));
  expect(sent).toHaveLength(1);
  for (const sending of sendings)
    if (sending.status === 'rejected') expect(sending.reason).toBeInstanceOf(RetryableError);
});

test('a resend is another email with the same link and the same date', async () => {
  const acme = await startOrganization();
  const at = present();
  const { id } = await acme.invite('ann@resent.test', { at });
  const { sent, settings } = sender();
  await sendInvitationEmail(await changeOf(acme, id), settings(at));
  await resendInvitation(
    { organizationId: acme.organizationId, invitationId: id },
    by(acme.admin, later(at, 3 * day)),
    60,
  );
  await sendInvitationEmail(await changeOf(acme, id), settings(later(at, 3 * day)));
  const [first, next] = sent.map(({ text }) => text);
  expect(sent).toHaveLength(2);
  const link = /https:\S+/.exec(first ?? '')?.[0] ?? 'no link';
  expect(next).toContain(link);
  expect(first).toContain('in 7 days');
  expect(next).toContain('in 4 days');
});

test('an invitation that was revoked or has expired in between is not mailed', {
  tags: ['promise/email'],
}, async () => {
  const acme = await startOrganization();
  const revoked = await acme.invite('ann@revoked.test');
  const expired = await acme.invite('bob@expired.test', { lifetimeSeconds: 10 });
  const { sent, settings } = sender();
  const changes = [await changeOf(acme, revoked.id), await changeOf(acme, expired.id)];
  await revokeInvitation({ organizationId: acme.organizationId, invitationId: revoked.id }, by(acme.admin));
  for (const change of changes)
    for (const outcome of ['skipped', 'known'])
      expect(await sendInvitationEmail(change, settings(later(present(), 10 * second)))).toMatchObject({ outcome });
  expect(sent).toEqual([]);
  for (const { id } of [revoked, expired])
    expect(await show(acme, id)).toMatchObject({ delivery: 'failed', deliveryReason: 'no_longer_pending' });
  const states = (await allItems()).filter(({ PK }) => PK === `MAIL#${revoked.id}` || PK === `MAIL#${expired.id}`);
  expect(states).toMatchObject([{ state: 'skipped' }, { state: 'skipped' }]);
});

test('a sender that died is taken over when its lease has run out, not before', async () => {
  const acme = await startOrganization();
  const at = present();
  const { id } = await acme.invite('ann@died.test', { at });
  const dying: EmailSettings = { ...sender().settings(at), sendEmail: () => new Promise(() => undefined) };
  const change = await changeOf(acme, id);
  void sendInvitationEmail(change, dying);
  const { sent, settings } = sender();
  await expect.poll(async () => (await allItems()).some(({ PK }) => PK === `MAIL#${id}`)).toBe(true);
  await expect(sendInvitationEmail(change, settings(later(at, 29 * second)))).rejects.toBeInstanceOf(RetryableError);
  // When it has, many may notice at once.
  const sendings = await Promise.allSettled(
    Array.from({ length: 8 }, () => sendInvitationEmail(change, settings(later(at, 30 * second)))),
  );
  expect(sent).toHaveLength(1);
  for (const sending of sendings)
    if (sending.status === 'rejected') expect(sending.reason).toBeInstanceOf(RetryableError);
});

test('a service that fails is asked again at once by the next delivery of the record', async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@throttled.test');
  let failures = 3;
  const { sent, settings } = sender(() => {
    failures -= 1;
    if (failures >= 0) throw new RetryableError('Throttling');
  });
  const change = await changeOf(acme, id);
  for (let n = 0; n < 3; n++) await expect(sendInvitationEmail(change, settings())).rejects.toThrow('Throttling');
  await sendInvitationEmail(change, settings());
  expect(sent).toHaveLength(1);
});

test('an answer that got lost keeps everyone from sending again until the lease is over', async () => {
  const acme = await startOrganization();
  const at = present();
  const { id } = await acme.invite('ann@lost-answer.test', { at });
  const { sent, settings } = sender();
  const change = await changeOf(acme, id);
  const losing: EmailSettings = {
    ...settings(at),
    sendEmail: async (email, send) => {
      await settings(at).sendEmail(email, send);
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    },
  };
  await expect(sendInvitationEmail(change, losing)).rejects.toThrow('socket hang up');
  for (let n = 0; n < 5; n++)
    await expect(sendInvitationEmail(change, settings(later(at, 20 * second)))).rejects.toBeInstanceOf(RetryableError);
  expect(sent).toHaveLength(1);
  await sendInvitationEmail(change, settings(later(at, 31 * second)));
  expect(sent).toHaveLength(2);
});

test('an email that SES accepted is recorded as sent, once, when the table fails for a while', async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@hard-to-note.test');
  const { sent, settings } = sender(() => failNextWrites(3));
  const change = await changeOf(acme, id);
  expect(await sendInvitationEmail(change, settings())).toMatchObject({ outcome: 'sent' });
  await sendInvitationEmail(change, settings(later(present(), 60 * second)));
  expect(sent).toHaveLength(1);
  expect(await show(acme, id)).toMatchObject({ delivery: 'sent' });
});

test('an email that could not be composed is sent immediately when its record is delivered again', async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@unwritten.test');
  const { sent, settings } = sender();
  const change = await changeOf(acme, id);
  const secretKeys = () => Promise.reject(new RetryableError('The link secret can not be read'));
  await expect(sendInvitationEmail(change, { ...settings(), secretKeys })).rejects.toThrow('can not be read');
  await sendInvitationEmail(change, settings());
  expect(sent).toHaveLength(1);
});

test('an email that SES rejects permanently shows as failed with the reason, and can be resent', async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@refused.test');
  const refusing = sender(() => {
    throw new EmailRefused('Address is on the suppression list');
  });
  const at = present();
  const refusal = await changeOf(acme, id);
  expect(await sendInvitationEmail(refusal, refusing.settings(at))).toMatchObject({ outcome: 'failed' });
  expect(await sendInvitationEmail(refusal, refusing.settings(later(at, 31 * second)))).toMatchObject({
    outcome: 'known',
  });
  expect(await show(acme, id)).toMatchObject({
    delivery: 'failed',
    deliveryReason: 'Address is on the suppression list',
  });
  expect((await allItems()).find(({ PK }) => PK === `MAIL#${id}`)).toMatchObject({
    change: 'invitation.undelivered',
    changedAt: at,
    changedBy: { type: 'system' },
    requestId: 'request',
    deliveryReason: 'Address is on the suppression list',
  });
  const resent = await resendInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin), 0);
  expect(resent).not.toHaveProperty('deliveryReason');
  const { sent, settings } = sender();
  await sendInvitationEmail(await changeOf(acme, id), settings());
  expect(sent).toHaveLength(1);
  expect(await show(acme, id)).toMatchObject({ delivery: 'sent' });
});

test('an address gets ten emails a UTC day over all organizations, revoking and inviting again included', async () => {
  const { sent, settings } = sender();
  const at = '2026-11-22T10:00:00.000Z' as Instant;
  const organizations = await Promise.all(Array.from({ length: 4 }, () => startOrganization({ at })));
  const ids: [TestOrganization, string][] = [];
  for (const acme of [...organizations, ...organizations, ...organizations]) {
    const { id } = await acme.invite('victim@bombed.test', { at });
    await sendInvitationEmail(await changeOf(acme, id), settings(at));
    ids.push([acme, id]);
    if (ids.length <= 8)
      await revokeInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin, at));
  }
  expect(sent).toHaveLength(10);
  const [acme, id] = ids.at(-1) ?? [];
  if (!acme || !id) throw new Error('no organization');
  const beyond = await getInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin, at));
  expect(beyond).toMatchObject({ delivery: 'failed', deliveryReason: 'recipient_limit_reached', status: 'pending' });
  const tomorrow = later(at, day);
  await resendInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin, tomorrow), 60);
  await sendInvitationEmail(await changeOf(acme, id), settings(tomorrow));
  expect(sent).toHaveLength(11);
});

test('an email given up shows as failed with one audit event, and is sent when its record is replayed', async () => {
  const acme = await startOrganization();
  const at = present();
  const held = await acme.invite('ann@held.test', { at });
  const never = await acme.invite('bob@never-begun.test', { at });
  const losing = sender(() => {
    throw new Error('socket hang up');
  });
  await expect(sendInvitationEmail(await changeOf(acme, held.id), losing.settings(at))).rejects.toThrow('hang up');
  for (const { id } of [held, never]) {
    const change = await changeOf(acme, id);
    for (let n = 0; n < 2; n++) await giveUpRequest(change, at);
    expect(await show(acme, id)).toMatchObject({ delivery: 'failed', deliveryReason: 'could_not_be_sent' });
    const { sent, settings } = sender();
    for (let n = 0; n < 2; n++) await sendInvitationEmail(change, settings(later(at, 31 * second)));
    expect(sent).toHaveLength(1);
    const shown = await show(acme, id);
    expect(shown).toMatchObject({ delivery: 'sent', status: 'pending' });
    expect(shown).not.toHaveProperty('deliveryReason');
    await giveUpRequest(change, at);
    expect(await show(acme, id)).toMatchObject({ delivery: 'sent' });
    const events = (await allItems()).filter(({ PK, change: of }) => PK === `MAIL#${id}` && of !== undefined);
    expect(events).toHaveLength(1);
  }
});

test('sendInvitationEmail shows an email as sent when an earlier sender died before it did', async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@half-recorded.test');
  const { sent, settings } = sender();
  const change = await changeOf(acme, id);
  const key = { organizationId: acme.organizationId, invitationId: id, sendNumber: 1 };
  await sendInvitationEmail(change, settings());
  // As it is after the delivery was written, and not yet the invitation.
  await commit([markDelivery(key, 1, { delivery: 'queued' })]);
  expect(await sendInvitationEmail(change, settings())).toMatchObject({ outcome: 'known' });
  expect(sent).toHaveLength(1);
  expect(await show(acme, id)).toMatchObject({ delivery: 'sent' });
});

test('sendInvitationEmail does not hide a report of SES that came before its own mark', async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@reported-first.test');
  const { settings } = sender();
  const key = { organizationId: acme.organizationId, invitationId: id, sendNumber: 1 };
  const reporting: EmailSettings = {
    ...settings(),
    sendEmail: async () => {
      await recordDelivery({ ...key, eventId: 'e', at: present(), outcome: { state: 'delivered' } });
      return 'message';
    },
  };
  await sendInvitationEmail(await changeOf(acme, id), reporting);
  expect(await show(acme, id)).toMatchObject({ delivery: 'delivered' });
});

test('sendInvitationEmail skips an invitation that was revoked while a sender that died had the lease', async () => {
  const acme = await startOrganization();
  const at = present();
  const { id } = await acme.invite('ann@revoked-later.test', { at });
  const { sent, settings } = sender();
  const change = await changeOf(acme, id);
  const dying: EmailSettings = { ...settings(at), sendEmail: () => Promise.reject(new Error('socket hang up')) };
  await expect(sendInvitationEmail(change, dying)).rejects.toThrow('hang up');
  await revokeInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin, at));
  expect(await sendInvitationEmail(change, settings(later(at, 31 * second)))).toMatchObject({ outcome: 'skipped' });
  expect(sent).toEqual([]);
  expect(await show(acme, id)).toMatchObject({ delivery: 'failed', deliveryReason: 'no_longer_pending' });
});
