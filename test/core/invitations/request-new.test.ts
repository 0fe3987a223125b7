import { expect, test } from 'vitest';
import { listAuditEvents } from '#core/audit/list.ts';
import { recordChange } from '#core/audit/record.ts';
import type { Caller } from '#core/caller.ts';
import type { Instant } from '#core/contract/fields.ts';
import { invitationToken } from '#core/invitation-token.ts';
import { expireInvitation } from '#core/invitations/expire.ts';
import { listInvitations } from '#core/invitations/list.ts';
import { requestNewInvitation } from '#core/invitations/request-new.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { addressKey, invitationKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { by, day, later, person, present, seal, secretKeys, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const hour = day / 24;

/** An invitation that expired a day ago, and how its invitee asks for a new one. */
const expired = async () => {
  const now = present();
  const acme = await startOrganization({ at: later(now, -9 * day) });
  const ann = person('ann@x.test');
  const { id } = await acme.invite(ann.email, { at: later(now, -8 * day) });
  const ids = { organizationId: acme.organizationId, invitationId: id };
  const token = invitationToken(ids, secretKeys);
  const ask = (at: Instant = now, caller: Caller = ann) =>
    requestNewInvitation({ token }, by(caller, at), async () => secretKeys);
  const list = (query: Parameters<typeof listInvitations>[1]) =>
    listInvitations(acme, query, by(acme.admin, now), seal);
  return { acme, ann, ids, now, token, ask, list };
};

test('requestNewInvitation marks the invitation, which admins filter by', async () => {
  const { ask, list, now, ids } = await expired();
  expect((await list({ newInvitationRequested: true })).items).toEqual([]);
  expect(await ask()).toEqual({ organizationName: 'Acme', requestedAt: now });
  const { items } = await list({ newInvitationRequested: true });
  expect(items).toMatchObject([{ id: ids.invitationId, status: 'expired', newInvitationRequestedAt: now }]);
  expect((await list({ newInvitationRequested: true, status: 'pending' })).items).toEqual([]);
});

test('requestNewInvitation is allowed once in 24 hours, three times in all', async () => {
  const { ask, now } = await expired();
  await ask();
  await expect(ask(later(now, 23 * hour))).rejects.toMatchObject({
    status: 429,
    code: 'requested_recently',
    facts: { retryAfter: 60 * 60 },
  });
  await ask(later(now, 24 * hour));
  await ask(later(now, 48 * hour));
  await expect(ask(later(now, 49 * hour))).rejects.toMatchObject({ status: 409, code: 'request_limit_reached' });
});

test('two requests at once count once', async () => {
  const { ask, acme, ids } = await expired();
  const outcomes = await Promise.allSettled([ask(), ask()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await getItem(invitationKey(ids))).toMatchObject({ newInvitationRequests: 1 });
  expect(acme.organizationId).toBe(ids.organizationId);
});

test('requestNewInvitation throws the first applicable problem, in the order of the contract', async () => {
  const { ask, ann, acme, now, ids } = await expired();
  const eve = person('eve@x.test');
  await expect(ask(now, { ...ann, emailVerified: false })).rejects.toMatchObject({ code: 'email_not_verified' });
  await expect(ask(now, eve)).rejects.toMatchObject({ code: 'email_mismatch', facts: { maskedEmail: 'a•••@x.test' } });
  await expect(ask(later(now, -2 * day), eve)).rejects.toMatchObject({ code: 'email_mismatch' });
  await expect(ask(later(now, -2 * day))).rejects.toMatchObject({ code: 'invitation_pending' });
  await acme.accept(await acme.invite(ann.email, { at: now }), ann, now);
  await expect(ask()).rejects.toMatchObject({ status: 409, code: 'already_member' });
  const other = await acme.invite('bob@x.test');
  await revokeInvitation({ organizationId: acme.organizationId, invitationId: other.id }, by(acme.admin));
  const token = invitationToken({ ...ids, invitationId: other.id }, secretKeys);
  for (const [given, code] of [
    [token, 'invitation_revoked'],
    ['k1.a.b.c', 'invitation_link_invalid'],
  ] as const)
    await expect(requestNewInvitation({ token: given }, by(eve), async () => secretKeys)).rejects.toMatchObject({
      code,
    });
});

test('an invitation that is finalized after the request stays requested, with one event of each', async () => {
  const { ask, acme, ids, now, ann, list } = await expired();
  const claim = await getItem(addressKey({ organizationId: acme.organizationId, email: ann.email }));
  await ask();
  for (const _ of [1, 2]) await recordChange(await getItem(invitationKey(ids)), undefined, now);
  await expireInvitation({ ...claim }, 'request', now);
  await recordChange(await getItem(invitationKey(ids)), undefined, now);
  const log = await listAuditEvents(acme, { invitationId: ids.invitationId }, by(acme.admin), seal);
  expect(log.items.map(({ type }) => type)).toEqual(['invitation.new_requested', 'invitation.expired']);
  expect(log.items[0]).toMatchObject({ actor: { type: 'user', userId: ann.userId }, details: { email: ann.email } });
  expect((await list({ newInvitationRequested: true })).items).toHaveLength(1);
});
