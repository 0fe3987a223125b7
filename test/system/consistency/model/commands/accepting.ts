import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import type { Answer } from '#test/system/consistency/model/client.ts';
import type { Invitation, Organization, Person } from '#test/system/consistency/model/model.ts';
import { existing, judgeAccepting, memberIn, statusAt } from '#test/system/consistency/model/rules.ts';
import { settleMails } from '#test/system/consistency/model/settle-mails.ts';
import type { World } from '#test/system/consistency/model/world.ts';
import { agrees, chosenInvitation, type FactsOf, pick, steps } from './step.ts';

/** Returns the emailed token. Undefined if no email was sent, because the invitation ended or the recipient had ten emails. */
export const tokenOf = async (world: World, invitation: Invitation): Promise<string | undefined> => {
  if (invitation.token === undefined && invitation.mailings.some(({ state }) => state === 'due'))
    await settleMails(world);
  return invitation.token;
};

/** Selects a person for an invitation: mostly its invitee. */
export const invitee = (
  { model }: World,
  { email }: Invitation,
  { isInvited, n }: { isInvited: boolean; n: number },
): Person => {
  const invited = model.people.filter((person) => person.email === email);
  return pick(isInvited && invited.length > 0 ? invited : model.people, n);
};

const join = (organization: Organization, invitation: Invitation, person: Person, now: number): void => {
  const { id, email, role, expiresAt } = invitation;
  const { userId } = person;
  const teamIds = existing(organization, invitation.teamIds);
  invitation.end = { status: 'accepted', at: now, by: userId };
  organization.members.push({ userId, email, role, teamIds, joinedAt: now, invitationId: id });
  organization.events.push(
    { type: 'invitation.accepted', at: now, actor: userId, subject: id, email, role, expiresAt },
    { type: 'member.joined', at: now, actor: userId, subject: userId, email, role },
  );
};

/** Expects the membership that the invitation created, now or before. */
const isMembership = (organization: Organization, { body }: Answer, { userId }: Person): void => {
  const member = memberIn(organization, userId) ?? assert.fail('no member');
  const { id, name } = organization;
  assert.deepEqual(body.organization, { id, name });
  const { email, role, invitationId } = body.member;
  assert.deepEqual(
    { email, role, invitationId },
    { email: member.email, role: member.role, invitationId: member.invitationId },
  );
  assert.deepEqual(new Set(body.member.teamIds), new Set(existing(organization, member.teamIds)));
};

const accepting = fc.record({
  organization: fc.nat(1),
  isPending: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
  n: fc.nat(200),
  person: fc.record({ isInvited: fc.integer({ min: 0, max: 3 }).map((n) => n > 0), n: fc.nat(50) }),
  by: fc.constantFrom('token' as const, 'ids' as const),
});
type Accepting = FactsOf<typeof accepting>;

const accept = async (world: World, facts: Accepting): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const now = world.clock.now();
  const invitation = chosenInvitation(organization, facts, now);
  const person = invitee(world, invitation, facts.person);
  const token = facts.by === 'token' ? await tokenOf(world, invitation) : undefined;
  const by = token === undefined ? 'ids' : 'token';
  const call = await world.client.as(person);
  const ids = { invitationId: invitation.id, organizationId: organization.id };
  const answer = await call('POST', '/invitations/accept', token === undefined ? ids : { token });
  const verdict = judgeAccepting(organization, invitation, person, by, now);
  agrees(answer, verdict, `${person.label} accepts the invitation of ${invitation.email} by ${by}`);
  if (verdict.status !== 200) return;
  if (statusAt(invitation, now) === 'pending') join(organization, invitation, person, now);
  isMembership(organization, answer, person);
};

type Alteration = (token: string, other: string) => string;
const alterations: readonly Alteration[] = [
  (token) => token.slice(0, -1),
  (token) => `${token}a`,
  (token) => token.slice(0, 20),
  (token) => token.toLowerCase(),
  (token) => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
  // A token with the ids of one invitation and the signature of the other.
  (token, other) => token.split('.').slice(0, 3).concat(other.split('.').slice(3)).join('.'),
];

const altering = fc.record({
  organization: fc.nat(1),
  n: fc.nat(200),
  other: fc.nat(200),
  alteration: fc.nat(5),
  person: fc.nat(50),
});
type Altering = FactsOf<typeof altering>;

const tokensIn = ({ invitations }: Organization): string[] => invitations.flatMap(({ token }) => token ?? []);

const acceptAltered = async (world: World, facts: Altering): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const tokens = tokensIn(organization);
  const [token, other] = [pick(tokens, facts.n), pick(tokens, facts.other)];
  const altered = pick(alterations, facts.alteration)(token, other);
  if (altered === token) return;
  const invalid = { status: 404, code: 'invitation_link_invalid' };
  const call = await world.client.as(pick(world.model.people, facts.person));
  agrees(await call('POST', '/invitations/accept', { token: altered }), invalid, 'accept by an altered link');
  agrees(
    await world.client.anyone('POST', '/invitations/preview', { token: altered }),
    invalid,
    'open an altered link',
  );
};

export const acceptingSteps = [
  { weight: 7, arbitrary: steps({ name: 'accept', facts: accepting, run: accept }) },
  {
    weight: 1,
    arbitrary: steps({
      name: 'accept altered',
      facts: altering,
      isPossible: ({ model }, { organization }) => tokensIn(pick(model.organizations, organization)).length > 0,
      run: acceptAltered,
    }),
  },
];
