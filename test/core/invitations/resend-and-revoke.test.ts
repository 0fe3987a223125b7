import { expect, test } from 'vitest';
import { getInvitation } from '#core/invitations/get.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { by, later, person, present, second, startOrganization, tally } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const minute = 60 * second;

test('a resend counts one more email and leaves the expiry as it was', { tags: ['promise/expiry'] }, async () => {
  const acme = await startOrganization();
  const at = present();
  const invitation = await acme.invite('ann@x.test', { at });
  const id = { organizationId: acme.organizationId, invitationId: invitation.id };
  const resent = await resendInvitation(id, by(acme.admin, later(at, minute)), 60);
  expect(resent).toMatchObject({
    sentCount: 2,
    lastSentAt: later(at, minute),
    delivery: 'queued',
    status: 'pending',
    expiresAt: invitation.expiresAt,
  });
  expect(await getInvitation(id, by(acme.admin))).toMatchObject({ sentCount: 2, lastSentAt: later(at, minute) });
});

test('resendInvitation returns resend_too_soon with retryAfter within a minute', async () => {
  const acme = await startOrganization();
  const at = present();
  const invitation = await acme.invite('ann@x.test', { at });
  const id = { organizationId: acme.organizationId, invitationId: invitation.id };
  await expect(resendInvitation(id, by(acme.admin, later(at, minute - 1)), 60)).rejects.toMatchObject({
    status: 429,
    code: 'resend_too_soon',
    facts: { retryAfter: 1 },
  });
});

test('an invitation has five emails in all, the first included', async () => {
  const acme = await startOrganization();
  const at = present();
  const invitation = await acme.invite('ann@x.test', { at });
  const id = { organizationId: acme.organizationId, invitationId: invitation.id };
  for (const n of [1, 2, 3, 4]) await resendInvitation(id, by(acme.admin, later(at, n * minute)), 60);
  await expect(resendInvitation(id, by(acme.admin, later(at, 5 * minute)), 60)).rejects.toMatchObject({
    status: 409,
    code: 'resend_limit_reached',
    facts: { limit: 5 },
  });
});

test('only a pending invitation can be resent or revoked, and the refusal says what it is', async () => {
  const acme = await startOrganization();
  const at = present();
  const expired = await acme.invite('late@x.test', { at, lifetimeSeconds: 10 });
  const accepted = await acme.invite('ann@x.test', { at });
  await acme.accept(accepted, person('ann@x.test'), later(at, second));
  const revoked = await acme.invite('bob@x.test', { at });
  await revokeInvitation(
    { organizationId: acme.organizationId, invitationId: revoked.id },
    by(acme.admin, later(at, second)),
  );
  const found = { expired, accepted, revoked };
  for (const [invitationStatus, { id }] of Object.entries(found)) {
    const at10 = by(acme.admin, later(at, 10 * second));
    const ids = { organizationId: acme.organizationId, invitationId: id };
    const refusal = { status: 409, code: 'invitation_not_pending', facts: { invitationStatus } };
    await expect(resendInvitation(ids, at10, 0)).rejects.toMatchObject(refusal);
    await expect(revokeInvitation(ids, at10)).rejects.toMatchObject(refusal);
  }
});

test('a revoked invitation says who revoked it and when, and gives back its place and its address', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  const at = present();
  const invitation = await acme.invite('ann@x.test', { at });
  const revoked = await revokeInvitation(
    { organizationId: acme.organizationId, invitationId: invitation.id },
    by(acme.admin, later(at, second)),
  );
  expect(revoked).toMatchObject({
    status: 'revoked',
    revokedAt: later(at, second),
    revokedBy: { userId: acme.admin.userId, name: acme.admin.name, email: acme.admin.email },
  });
  expect((await getOrganization(acme, by(acme.admin))).usage.pendingInvitations).toBe(0);
  expect(tally(await acme.send(['ann@x.test']))).toEqual({ invited: 1 });
});

test('an invitation of another organization does not exist', async () => {
  const [acme, globex] = [await startOrganization(), await startOrganization()];
  const invitation = await globex.invite('ann@x.test');
  const foreign = { organizationId: acme.organizationId, invitationId: invitation.id };
  for (const act of [getInvitation, revokeInvitation])
    await expect(act(foreign, by(acme.admin))).rejects.toMatchObject({ code: 'invitation_not_found' });
  await expect(
    revokeInvitation({ ...foreign, organizationId: globex.organizationId }, by(acme.admin)),
  ).rejects.toMatchObject({
    code: 'organization_not_found',
  });
});
