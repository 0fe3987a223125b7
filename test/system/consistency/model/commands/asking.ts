import * as fc from 'fast-check';
import { judgeAsking } from '#test/system/consistency/model/rules.ts';
import type { World } from '#test/system/consistency/model/world.ts';
import { invitee, tokenOf } from './accepting.ts';
import { agrees, chosenInvitation, type FactsOf, pick, steps } from './step.ts';

const asking = fc.record({
  organization: fc.nat(1),
  isPending: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  n: fc.nat(200),
  person: fc.record({ isInvited: fc.integer({ min: 0, max: 3 }).map((n) => n > 0), n: fc.nat(50) }),
});

const ask = async (world: World, facts: FactsOf<typeof asking>): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const now = world.clock.now();
  const invitation = chosenInvitation(organization, facts, now);
  const token = await tokenOf(world, invitation);
  if (token === undefined) return;
  const person = invitee(world, invitation, facts.person);
  const call = await world.client.as(person);
  const answer = await call('POST', '/invitations/request-new', { token });
  const verdict = judgeAsking(organization, invitation, person, now);
  agrees(answer, verdict, `${person.label} asks for a new invitation of ${invitation.email}`);
  if (verdict.status !== 200) return;
  invitation.requests.push(now);
  const { id: subject, email, role, expiresAt } = invitation;
  const type = 'invitation.new_requested';
  organization.events.push({ type, at: now, actor: person.userId, subject, email, role, expiresAt });
};

export const askingSteps = [
  { weight: 2, arbitrary: steps({ name: 'ask for a new invitation', facts: asking, run: ask }) },
];
