import { expect, test } from 'vitest';
import { getMe } from '#core/members/get-me.ts';
import { by, day, later, person, present, second, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const hour = 60 * 60 * second;

test('a person sees who they are, where they are a member, and what waits for their address', async () => {
  const at = present();
  const [acme, globex, umbrella] = [
    await startOrganization({ at }),
    await startOrganization({ at }),
    await startOrganization({ at }),
  ];
  const ann = person('ann@me.test', { pictureUrl: 'https://p.test/1' });
  await acme.accept(await acme.invite(ann.email, { role: 'viewer', at }), ann, at);
  const waiting = await globex.invite(ann.email, { at });
  await umbrella.invite(ann.email, { at, lifetimeSeconds: 60 });
  const organizations = [{ id: acme.organizationId, name: 'Acme', role: 'viewer' }];
  const user = {
    id: ann.userId,
    email: ann.email,
    name: ann.name,
    pictureUrl: ann.pictureUrl,
    signedInAt: ann.signedInAt,
  };
  expect(await getMe(by(ann, later(at, day)))).toEqual({
    user,
    organizations,
    invitations: [
      {
        id: waiting.id,
        organizationId: globex.organizationId,
        organizationName: 'Acme',
        invitedBy: { name: globex.admin.name },
        role: 'user',
        expiresAt: waiting.expiresAt,
        linkRequired: false,
      },
    ],
  });
  const unverified = by({ ...ann, emailVerified: false }, at);
  expect(await getMe(unverified)).toEqual({ user, organizations, invitations: [] });
});

test('getMe lists no invitation of an organization that the person is in, though it is to their address', async () => {
  const [acme, globex] = [await startOrganization(), await startOrganization()];
  const ann = await acme.join('ann@in.test');
  const moved = { ...ann, email: 'lee@in.test' };
  await acme.invite(moved.email);
  const open = await globex.invite(moved.email);
  const { organizations, invitations } = await getMe(by(moved));
  expect(organizations.map(({ id }) => id)).toEqual([acme.organizationId]);
  expect(invitations.map(({ id }) => id)).toEqual([open.id]);
});

test('getMe lists open invitations for 12 hours after the sign-in', async () => {
  const acme = await startOrganization();
  const now = present();
  const ann = person('ann@old.test', { signedInAt: later(now, -12 * hour + second) });
  await acme.invite(ann.email);
  expect((await getMe(by(ann, now))).invitations).toHaveLength(1);
  const { user, invitations } = await getMe(by(ann, later(now, second)));
  expect({ signedInAt: user.signedInAt, invitations }).toEqual({ signedInAt: ann.signedInAt, invitations: [] });
});

test.for([
  ['ann@gmail.com', null, false],
  ['ann@googlemail.com', null, false],
  ['ann@hosted.test', 'Hosted.TEST', false],
  ['ann@hosted.test', null, true],
  ['ann@hosted.test', 'other.test', true],
  ['ann@sub.hosted.test', 'hosted.test', true],
] as const)(
  'getMe returns for %s with hosted domain %s linkRequired %s',
  async ([email, hostedDomain, linkRequired]) => {
    const acme = await startOrganization();
    const invitation = await acme.invite(email);
    const { invitations } = await getMe(by(person(email, { hostedDomain })));
    expect(invitations).toContainEqual(expect.objectContaining({ id: invitation.id, linkRequired }));
  },
);
