import { expect, test } from 'vitest';
import { invitationToken } from '#core/invitation-token.ts';
import { acceptInvitation } from '#core/invitations/accept.ts';
import { by, later, person, present, second, secretKeys, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const keys = async () => secretKeys;
const hour = 60 * 60 * second;

type Ids = { readonly id: string; readonly organizationId: string };
const byIds = ({ id, organizationId }: Ids) => ({ invitationId: id, organizationId });
const byLink = ({ id, organizationId }: Ids) => ({
  token: invitationToken({ organizationId, invitationId: id }, secretKeys),
});

test.for([
  ['link', byLink],
  ['ids', byIds],
] as const)('accepting by %s needs a sign-in of the last 12 hours', async ([, way]) => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  const now = present();
  const old = person('ann@x.test', { signedInAt: later(now, -12 * hour) });
  await expect(acceptInvitation(way(invitation), by(old, now), keys)).rejects.toMatchObject({
    status: 403,
    code: 'recent_sign_in_required',
  });
  const recent = { ...old, signedInAt: later(now, second - 12 * hour) };
  const first = await acceptInvitation(way(invitation), by(recent, now), keys);
  expect(await acceptInvitation(way(invitation), by(old, later(now, hour)), keys)).toEqual(first);
});

test('accepting by ids needs the link unless Google is authoritative for the address', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  for (const hostedDomain of [null, 'y.test', 'test']) {
    const request = by(person('ann@x.test', { hostedDomain }));
    await expect(acceptInvitation(byIds(invitation), request, keys)).rejects.toMatchObject({
      status: 403,
      code: 'invitation_link_required',
    });
  }
  const accepted = await acceptInvitation(byLink(invitation), by(person('ann@x.test', { hostedDomain: null })), keys);
  expect(accepted.member.email).toBe('ann@x.test');
});

test('accept checks the sign-in after the address and before the membership', async () => {
  const acme = await startOrganization();
  const invitation = await acme.invite('ann@x.test');
  const old = { signedInAt: later(present(), -13 * hour) };
  const [other, unverified] = [person('eve@x.test', old), person('ann@x.test', { ...old, emailVerified: false })];
  await expect(acceptInvitation(byLink(invitation), by(other), keys)).rejects.toMatchObject({ code: 'email_mismatch' });
  await expect(acceptInvitation(byLink(invitation), by(unverified), keys)).rejects.toMatchObject({
    code: 'email_not_verified',
  });
  const bob = await acme.join('bob@x.test');
  const moved = { ...bob, ...old, email: 'ann@x.test' };
  await expect(acceptInvitation(byLink(invitation), by(moved), keys)).rejects.toMatchObject({
    code: 'recent_sign_in_required',
  });
});
