import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Caller } from '#core/caller.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { changeMember } from '#core/members/change.ts';
import { followAddress } from '#core/members/move-memberships.ts';
import { removeMember } from '#core/members/remove.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { Problem } from '#core/problem.ts';
import { userKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { by, person, present, startOrganization, type TestOrganization } from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

const rounds = Array.from({ length: 12 }, (_, n) => n);

/** Problems are valid results; other errors are failures. */
const allEnd = async (acts: readonly Promise<unknown>[]): Promise<void> => {
  for (const result of await Promise.allSettled(acts))
    if (result.status === 'rejected' && !(result.reason instanceof Problem)) throw result.reason;
};

type Item = Record<string, unknown>;

const itemsOf = async ({ organizationId }: TestOrganization) => {
  const items = await allItems();
  const own = items.filter(({ PK }) => PK === `ORG#${organizationId}`);
  const withPrefix = (prefix: string) => own.filter(({ SK }) => String(SK).startsWith(prefix));
  return {
    members: items.filter(({ SK }) => SK === `ORG#${organizationId}`),
    claims: withPrefix('ADDRESS#'),
    invitations: withPrefix('INVITATION#'),
  };
};

const emailIn = ({ SK }: Item): string => String(SK).slice('ADDRESS#'.length);

/** Checks that claims match members and pending invitations exactly. */
const claimsAgree = async (acme: TestOrganization): Promise<void> => {
  const { members, claims, invitations } = await itemsOf(acme);
  const pending = invitations.filter(({ status }) => status === 'pending');
  const expected = [
    ...members.map(({ email, userId }) => `${email} ${userId}`),
    ...pending.map(({ email, id }) => `${email} ${id}`),
  ];
  const found = claims.map((claim) => `${emailIn(claim)} ${claim.userId ?? claim.invitationId}`);
  expect(found.sort()).toEqual(expected.sort());
  for (const { GSI1SK, email, userId } of members) expect(GSI1SK).toBe(`${email}#${userId}`);
  const { usage } = await getOrganization(acme, by(acme.admin));
  expect(usage).toMatchObject({ members: members.length, pendingInvitations: pending.length });
};

const emailOf = async (acme: TestOrganization, { userId }: Caller): Promise<unknown> =>
  (await itemsOf(acme)).members.find((member) => member.userId === userId)?.email;

const start = async () => {
  const acme = await startOrganization({ plan: 'standard' });
  const ann = await acme.join(`ann-${randomUUID()}@x.test`);
  await signedIn(ann);
  const moved = { ...ann, email: `lee-${randomUUID()}@x.test` };
  return { acme, ann, moved, id: { organizationId: acme.organizationId, userId: ann.userId } };
};

const follow = ({ userId }: Caller) => followAddress(userId, { at: present(), requestId: randomUUID() });

test('concurrent sign-ins with different addresses end with the address of the user item', {
  tags: ['promise/races'],
}, async () => {
  for (const _ of rounds) {
    const { acme, ann, moved } = await start();
    const addresses = [moved.email, `b-${moved.email}`, `c-${moved.email}`];
    await allEnd([...addresses.map((email) => signedIn({ ...ann, email })), follow(ann), follow(ann)]);
    // Processes the stream record of the last put.
    await follow(ann);
    const { email } = (await getItem(userKey(ann.userId))) ?? {};
    expect(addresses).toContain(email);
    expect(await emailOf(acme, ann)).toBe(email);
    await claimsAgree(acme);
  }
});

test('concurrent identical sign-ins move a member once', async () => {
  for (const _ of rounds) {
    const { acme, ann, moved } = await start();
    await allEnd([1, 2, 3, 4].flatMap(() => [signedIn(moved), follow(ann)]));
    await follow(ann);
    expect(await emailOf(acme, ann)).toBe(moved.email);
    await claimsAgree(acme);
  }
});

test('a move concurrent with inviting, revoking and accepting leaves one owner per address', {
  tags: ['promise/races'],
}, async () => {
  for (const round of rounds) {
    const { acme, ann, moved } = await start();
    const { organizationId } = acme;
    const invitation = await acme.invite(moved.email);
    const other = person(moved.email, { userId: `other-${ann.userId}` });
    const acts = [
      () => signedIn(moved),
      () => acme.send([moved.email, ann.email]),
      () => revokeInvitation({ organizationId, invitationId: invitation.id }, by(acme.admin)),
      () => acme.accept(invitation, other),
    ];
    await allEnd([...acts.slice(round % 4), ...acts.slice(0, round % 4)].map((act) => act()));
    await follow(ann);
    await claimsAgree(acme);
  }
});

test('a move concurrent with removal, role change and invitation ends consistently', async () => {
  for (const round of rounds) {
    const { acme, ann, moved, id } = await start();
    const acts = [
      () => signedIn(moved),
      () => removeMember(id, by(acme.admin)),
      () => changeMember(id, { role: 'viewer' }, by(acme.admin)),
      () => acme.send([ann.email]),
    ];
    await allEnd([...acts.slice(round % 4), ...acts.slice(0, round % 4)].map((act) => act()));
    await follow(ann);
    expect(await emailOf(acme, ann)).toBeUndefined();
    await claimsAgree(acme);
  }
});

test('accepting with the old address during the sign-in ends at the new address', async () => {
  for (const _ of rounds) {
    const { acme, ann, moved } = await start();
    const globex = await startOrganization({ plan: 'standard' });
    const invitation = await globex.invite(ann.email);
    await allEnd([globex.accept(invitation, ann), signedIn(moved)]);
    // The next token renewal.
    await signedIn(moved);
    expect([await emailOf(acme, ann), await emailOf(globex, ann)]).toEqual([moved.email, moved.email]);
    await claimsAgree(acme);
    await claimsAgree(globex);
  }
});

test('concurrent moves to and from one address leave it to one person', async () => {
  for (const _ of rounds) {
    const { acme, ann, moved } = await start();
    const [bob, cleo] = [await acme.join(`bob-${randomUUID()}@x.test`), await acme.join(`cleo-${randomUUID()}@x.test`)];
    for (const one of [bob, cleo]) await signedIn(one);
    const bobs = { ...bob, email: moved.email };
    const third = { ...cleo, email: ann.email };
    await allEnd([moved, bobs, third].map((one) => signedIn(one)));
    await claimsAgree(acme);
    for (const one of [moved, bobs, third]) await signedIn(one);
    const found = [await emailOf(acme, ann), await emailOf(acme, bob)];
    expect(found.filter((email) => email === moved.email)).toHaveLength(1);
    await claimsAgree(acme);
  }
});
