import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { tokenIn } from './client.ts';
import type { Invitation, Model, Organization, Person } from './model.ts';
import { moveEverywhere } from './moving.ts';
import { countKey, expiryOf } from './rules.ts';
import { until } from './until.ts';
import type { Stack, World } from './world.ts';

const created = z.object({ organizationId: z.string(), invitationId: z.string() });

/** Creates the people of a separate world. */
export const peopleOf = (run: string): Person[] => {
  const person = (label: string, email: string, more: Partial<Person> = {}): Person => ({
    label,
    subject: `${label}-${run}`,
    email: `${email}@${run}.test`,
    verified: true,
    name: `${label} ${run}`,
    userId: '',
    ...more,
  });
  return [
    person('alice', 'alice'),
    person('ann', 'ann'),
    // Another account with the same address is a different person.
    person('other-ann', 'ann'),
    person('bob', 'bob'),
    person('cleo', 'cleo', { email: `cleo@sub.${run}.test` }),
    // An account with an unverified address.
    person('dan', 'dan', { verified: false }),
    person('eve', 'eve'),
  ];
};

const firstInvitation = (id: string, email: string, now: number): Invitation => ({
  id,
  email,
  role: 'admin',
  teamIds: [],
  invitedBy: 'system',
  createdAt: now,
  expiresAt: expiryOf(now),
  mailings: [{ at: now, state: 'mailed' }],
  end: undefined,
  settled: false,
  requests: [],
  token: undefined,
});

type Terms = Pick<Organization, 'plan' | 'pendingLimit' | 'memberLimit'>;

const beginOrganization = async (
  { client, clock, leases }: Stack,
  name: string,
  terms: Terms,
  admin: Person,
): Promise<Organization> => {
  const now = clock.now();
  const { plan, memberLimit } = terms;
  const asked = { name, plan, adminEmail: admin.email, ...(memberLimit !== null && { memberLimit }) };
  const { organizationId: id, invitationId } = created.parse(await client.operator('create-organization', asked));
  const call = await client.as(admin);
  const invitation = firstInvitation(invitationId, admin.email, now);
  const { email } = invitation;
  const find = async () => (await client.mails(email)).find(({ subject }) => subject.includes(name));
  const mail = await until('a mail to the first admin', find, leases.waitOut);
  const joinedAt = clock.now();
  invitation.token = tokenIn(mail);
  assert.equal((await call('POST', '/invitations/accept', { token: invitation.token })).status, 200);
  const { userId } = admin;
  invitation.end = { status: 'accepted', at: joinedAt, by: userId };
  const invited = { subject: invitationId, email, role: 'admin', expiresAt: invitation.expiresAt } as const;
  return {
    id,
    name,
    ...terms,
    domains: [],
    teams: [],
    members: [{ userId, email, role: 'admin', teamIds: [], joinedAt, invitationId }],
    invitations: [invitation],
    events: [
      { type: 'organization.created', at: now, actor: 'system', subject: id },
      { type: 'invitation.sent', at: now, actor: 'system', ...invited },
      { type: 'invitation.accepted', at: joinedAt, actor: userId, ...invited },
      { type: 'member.joined', at: joinedAt, actor: userId, subject: userId, email, role: 'admin' },
    ],
    kept: new Map(),
  };
};

/** Creates two organizations of one admin, and people who are not members yet, separate from other worlds. */
export const beginWorld = async (stack: Stack): Promise<World> => {
  const run = randomUUID().slice(0, 8);
  const people = peopleOf(run);
  const [alice = assert.fail()] = people;
  for (const person of people) await stack.client.as(person);
  const limited = { plan: 'standard', pendingLimit: 50, memberLimit: null } as const;
  const unlimited = { plan: 'enterprise', pendingLimit: null, memberLimit: 3 } as const;
  const organizations = [
    await beginOrganization(stack, `Acme ${run}`, limited, alice),
    await beginOrganization(stack, `Globex ${run}`, unlimited, alice),
  ];
  const counted: Model['counted'] = new Map();
  counted.set(countKey(alice.email, stack.clock.now()), { least: 2, most: 2 });
  const model = { run, organizations, people, counted };
  stack.client.onSignIn((person) => moveEverywhere(model, person, stack.clock.now()));
  return { ...stack, model, steps: { done: 0 } };
};
