import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Problem } from '#core/problem.ts';
import { attempt } from '#core/table/commit.ts';
import { requestKey } from '#core/table/keys.ts';
import type { StoredMember } from '#core/table/member.ts';
import { newInvitation } from '#core/table/new-invitation.ts';
import type { StoredOrganization } from '#core/table/organization.ts';
import type { StoredRequest } from '#core/table/request.ts';
import type { Write } from '#core/table/write.ts';
import { day, later, operator, person, present, product } from '#test/support/organization.ts';

export const now = present();
export const past = later(now, -day);
export const future = later(now, day);
export const origin = operator(now);

/** Things that belong together and that no other test has. */
export const things = () => {
  const organization: StoredOrganization = {
    id: randomUUID(),
    name: 'Acme',
    plan: 'standard',
    allowedEmailDomains: [],
    limits: { pendingInvitations: 2, members: 1 },
    changedAt: now,
  };
  const facts = {
    organization,
    role: 'user' as const,
    teamIds: [],
    inviter: product,
    at: past,
    lifetimeSeconds: 172_800,
  };
  const invitation = newInvitation({ ...facts, seed: randomUUID() })('ann@x.test', 0);
  const member: StoredMember = {
    ...person('ann@x.test'),
    userId: randomUUID(),
    organizationId: organization.id,
    organizationName: organization.name,
    role: 'admin',
    teamIds: ['t1'],
    joinedAt: now,
    invitationId: invitation.id,
    changedAt: now,
  };
  const send = { organizationId: organization.id, invitationId: invitation.id, sendNumber: 1 };
  const request: StoredRequest = {
    state: 'running',
    bodyHash: 'h',
    at: now,
    seed: 's',
    inviter: product,
    lifetimeSeconds: 1,
    leaseUntil: now,
    keptUntil: future,
  };
  const key = requestKey(member, 'k');
  return {
    id: organization.id,
    organization,
    invitation,
    member,
    send,
    request,
    key,
    team: { id: randomUUID(), name: 'Sales' },
  };
};

export type Things = ReturnType<typeof things>;

/** What is stored before, the steps that come together, and the one of them that must be refused. @default the first */
type Situation = (
  of: Things,
) => readonly [before: readonly Write[], together: Write | readonly Write[], refused?: number];

/** A test for each: without the condition, the step would go through. */
export const testRefusals = (situations: Readonly<Record<string, Situation>>): void => {
  for (const [what, situation] of Object.entries(situations))
    test(`${what} is refused`, async () => {
      const [before, together, index = 0] = situation(things());
      // One after the other: a transaction takes an item once.
      for (const write of before) expect(await attempt([write])).toEqual([]);
      const steps = [together].flat();
      const refused = await attempt(steps);
      expect(refused).toEqual([expect.objectContaining({ index })]);
      const told = steps[index]?.refusal(refused[0]?.found);
      // A problem that the caller is told, or a sentence for the log that says what it was.
      if (!(told instanceof Problem)) expect(told?.message).toMatch(/^Refused, though it should not be: \w/);
    });
};
