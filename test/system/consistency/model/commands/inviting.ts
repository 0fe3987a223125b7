import { strict as assert } from 'node:assert';
import { domainToASCII } from 'node:url';
import * as fc from 'fast-check';
import type { Answer } from '#test/system/consistency/model/client.ts';
import { day, type Invitation, type Organization, type Person } from '#test/system/consistency/model/model.ts';
import {
  countKey,
  expiryOf,
  judgeInviting,
  judgeResending,
  judgeRevoking,
  mayAdminister,
  type Outcome,
  statusAt,
  statusOfInviting,
  type Typed,
  type Verdict,
} from '#test/system/consistency/model/rules.ts';
import { mostMailsOfOne, settleMails } from '#test/system/consistency/model/settle-mails.ts';
import type { World } from '#test/system/consistency/model/world.ts';
import {
  type AnInvitation,
  actor,
  actorIn,
  agrees,
  anInvitation,
  chosenInvitation,
  type FactsOf,
  pick,
  steps,
} from './step.ts';

/** Generates input and its normalized address: mostly known addresses, some spelled differently, some invalid. */
const typedIn = ({ model: { run, people } }: World, n: number): Typed => {
  const typed = (text: string, email: string | undefined = text): Typed => ({ text, email });
  const [idn, ascii] = [`bücher-${run}.test`, domainToASCII(`bücher-${run}.test`)];
  const all = [
    ...people.map(({ email }) => typed(email)),
    typed(`  ANN@${run.toUpperCase()}.Test `, `ann@${run}.test`),
    typed(`guest@${idn}`, `guest@${ascii}`),
    typed(`Guest@${ascii}`, `guest@${ascii}`),
    typed(`a+b@${run}.test`),
    typed(`a.b@${run}.test`),
    typed(`ab@${run}.test`),
    { text: ' not an address', email: undefined },
    { text: `@${run}.test`, email: undefined },
    { text: `jörg@${run}.test`, email: undefined },
  ];
  return n < 1000 ? pick(all, n) : typed(`p${n}@${run}.test`);
};

const refusedAs = (result: Answer['body']): string => (result.outcome === 'rejected' ? result.code : result.outcome);

/** Returns a result without its text, which may change. */
const outcomeOf = (result: Answer['body']): Outcome => ({
  email: result.email,
  code: refusedAs(result),
  ...(result.invitationId !== undefined && { invitationId: result.invitationId }),
  ...(result.limit !== undefined && { limit: result.limit }),
});

type Offer = { readonly role: Invitation['role']; readonly teamIds: readonly string[]; readonly by: Person };

/** Checks that the invitation of a result is new and as requested. */
const invitationIn = (
  organization: Organization,
  { invitation }: Answer['body'],
  offer: Offer,
  now: number,
): Invitation => {
  const { role, by } = offer;
  const teamIds = [...new Set(offer.teamIds)];
  assert.ok(!organization.invitations.some(({ id }) => id === invitation.id), 'a new invitation has a new id');
  const createdAt = new Date(now).toISOString();
  const expiresAt = new Date(expiryOf(now)).toISOString();
  const { status, sentCount, lastSentAt, delivery, invitedBy } = invitation;
  assert.deepEqual(
    { createdAt: invitation.createdAt, expiresAt: invitation.expiresAt, status, sentCount, lastSentAt, delivery },
    { createdAt, expiresAt, status: 'pending', sentCount: 1, lastSentAt: createdAt, delivery: 'queued' },
  );
  assert.deepEqual(
    { role: invitation.role, teamIds: invitation.teamIds, by: invitedBy.userId },
    { role, teamIds, by: by.userId },
  );
  return {
    id: invitation.id,
    email: invitation.email,
    role,
    teamIds,
    invitedBy: by.userId,
    createdAt: now,
    expiresAt: expiryOf(now),
    mailings: [{ at: now, state: 'due' }],
    end: undefined,
    settled: false,
    requests: [],
    token: undefined,
  };
};

const add = (organization: Organization, invitation: Invitation): void => {
  const { id, email, role, invitedBy, createdAt, expiresAt } = invitation;
  for (const earlier of organization.invitations)
    if (earlier.email === email && earlier.end === undefined) earlier.settled = true;
  organization.invitations.push(invitation);
  organization.events.push({
    type: 'invitation.sent',
    at: createdAt,
    actor: invitedBy,
    subject: id,
    email,
    role,
    expiresAt,
  });
};

const keptFor = ({ kept }: Organization, name: string, now: number) => {
  const found = kept.get(name);
  return found && found.until > now ? found : undefined;
};

const inviting = fc.record({
  organization: fc.nat(1),
  by: actor,
  typed: fc.oneof(
    { weight: 6, arbitrary: fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 3, max: 60 }).map((many) => Array.from({ length: many }, (_, n) => 1000 + n)),
    },
  ),
  role: fc.constantFrom('admin' as const, 'user' as const, 'viewer' as const),
  teams: fc.array(fc.nat(5), { maxLength: 2 }),
  dryRun: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  key: fc.option(fc.constantFrom('one', 'two'), { freq: 3 }),
});

type Inviting = FactsOf<typeof inviting>;

type Asked = {
  readonly organization: Organization;
  readonly by: Person;
  readonly typed: readonly Typed[];
  readonly body: { readonly role: Invitation['role']; readonly teamIds: readonly string[]; readonly dryRun: boolean };
  readonly keyName: string | undefined;
  readonly answer: Answer;
  readonly now: number;
};

/** Compares a response with the expected results, and adds the new invitations to the model. */
const takeOver = ({ organization, by, typed, body, keyName, answer, now }: Asked, bodyText: string): void => {
  const expected = judgeInviting(organization, typed, now);
  const wouldBe = expected.map((one) => (one.code === 'invited' ? { ...one, code: 'would_invite' } : one));
  agrees(answer, body.dryRun ? { status: 200 } : statusOfInviting(expected), 'invite');
  const results: Answer['body'][] = answer.body.results;
  assert.deepEqual(results.map(outcomeOf), body.dryRun ? wouldBe : expected);
  if (body.dryRun) return;
  for (const result of results)
    if (result.outcome === 'invited') add(organization, invitationIn(organization, result, { ...body, by }, now));
  const outcomes = results.map((result) => ({ ...outcomeOf(result), id: result.invitation?.id }));
  if (keyName !== undefined)
    organization.kept.set(keyName, { body: bodyText, until: now + day, status: answer.status, outcomes });
};

const teamsIn = ({ teams }: Organization, numbers: readonly number[]): string[] =>
  teams.length === 0 ? [] : numbers.map((n) => pick(teams, n).id);

const invite = async (world: World, facts: Inviting): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const by = actorIn(world, organization, facts.by);
  const call = await world.client.as(by);
  const now = world.clock.now();
  const typed = facts.typed.map((n) => typedIn(world, n));
  const { role, dryRun } = facts;
  const body = { emails: typed.map(({ text }) => text), role, teamIds: teamsIn(organization, facts.teams), dryRun };
  const headers = facts.key === null ? {} : { 'idempotency-key': facts.key };
  const answer = await call('POST', `/organizations/${organization.id}/invitations`, body, headers);
  const right = mayAdminister(organization, by);
  if (right.status !== 200) return agrees(answer, right, 'invite without the right');
  const keyName = facts.key === null ? undefined : `${by.userId} ${facts.key}`;
  const kept = keyName === undefined ? undefined : keptFor(organization, keyName, now);
  const bodyText = JSON.stringify(body);
  if (kept && kept.body !== bodyText) return agrees(answer, { status: 422, code: 'idempotency_key_reused' }, 'invite');
  if (kept) {
    const again = answer.body.results.map((result: Answer['body']) => ({
      ...outcomeOf(result),
      id: result.invitation?.id,
    }));
    return assert.deepEqual(
      { status: answer.status, outcomes: again },
      { status: kept.status, outcomes: kept.outcomes },
    );
  }
  const teamsExist = body.teamIds.every((id) => organization.teams.some((team) => team.id === id && !team.deleted));
  if (!teamsExist) return agrees(answer, { status: 422, code: 'team_not_found' }, 'invite');
  takeOver({ organization, by, typed, body, keyName, answer, now }, bodyText);
};

type Verb = 'resend' | 'revoke';

const judgeChange = (
  verb: Verb,
  organization: Organization,
  by: Person,
  invitation: Invitation,
  now: number,
): Verdict => {
  const permission = mayAdminister(organization, by);
  if (permission.status !== 200) return permission;
  return verb === 'resend' ? judgeResending(invitation, now) : judgeRevoking(invitation, now);
};

const change =
  (verb: Verb) =>
  async (world: World, facts: AnInvitation): Promise<void> => {
    const organization = pick(world.model.organizations, facts.organization);
    const by = actorIn(world, organization, facts.by);
    const call = await world.client.as(by);
    const now = world.clock.now();
    const invitation = chosenInvitation(organization, facts, now);
    const answer = await call('POST', `/organizations/${organization.id}/invitations/${invitation.id}/${verb}`);
    const verdict = judgeChange(verb, organization, by, invitation, now);
    if (verdict.status === 200 && answer.body.code === 'recipient_limit_reached')
      return recipientIsFull(world, invitation, now);
    agrees(answer, verdict, `${verb} ${invitation.email}`);
    if (verdict.status !== 200) return agreesOnStatus(answer, verdict, invitation, now);
    if (verb === 'resend') invitation.mailings.push({ at: now, state: 'due' });
    else invitation.end = { status: 'revoked', at: now, by: by.userId };
    const { id, email, role, expiresAt } = invitation;
    const type = verb === 'resend' ? 'invitation.resent' : 'invitation.revoked';
    organization.events.push({ type, at: now, actor: by.userId, subject: id, email, role, expiresAt });
  };

/** Checks that the loser of a race gets the status of the invitation. */
const agreesOnStatus = ({ body }: Answer, { code }: Verdict, invitation: Invitation, now: number): void => {
  if (code === 'invitation_not_pending')
    assert.equal(body.invitationStatus, statusAt(invitation, now), 'the response has another status');
};

/** Checks that a resend is refused only if the address may have received three emails of the day. */
const recipientIsFull = async (world: World, { email }: Invitation, now: number): Promise<void> => {
  await settleMails(world);
  const { most } = world.model.counted.get(countKey(email, now)) ?? { most: 0 };
  assert.ok(most >= mostMailsOfOne, `${email} got ${most} emails at most, but a resend is refused`);
};

export const invitingSteps = [
  { weight: 6, arbitrary: steps({ name: 'invite', facts: inviting, run: invite }) },
  { weight: 3, arbitrary: steps({ name: 'resend', facts: anInvitation, run: change('resend') }) },
  { weight: 3, arbitrary: steps({ name: 'revoke', facts: anInvitation, run: change('revoke') }) },
];
