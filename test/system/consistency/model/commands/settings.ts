import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import type { Organization } from '#test/system/consistency/model/model.ts';
import { changedAt, mayAdminister, memberIn, pendingOf } from '#test/system/consistency/model/rules.ts';
import { until } from '#test/system/consistency/model/until.ts';
import type { World } from '#test/system/consistency/model/world.ts';
import { actor, actorIn, agrees, type FactsOf, pick, steps } from './step.ts';

const domains = fc.record({ organization: fc.nat(1), by: actor, choice: fc.nat(3) });

const setDomains = async (world: World, facts: FactsOf<typeof domains>): Promise<void> => {
  const { run } = world.model;
  const organization = pick(world.model.organizations, facts.organization);
  const by = actorIn(world, organization, facts.by);
  const choices = [[], [`${run}.test`], [`sub.${run}.test`, `${run}.test`], [`sub.${run}.test`]];
  const asked = pick(choices, facts.choice);
  const call = await world.client.as(by);
  const shouted = asked.map((domain) => ` ${domain.toUpperCase()}`);
  const answer = await call('PUT', `/organizations/${organization.id}/allowed-email-domains`, { domains: shouted });
  const verdict = mayAdminister(organization, by);
  agrees(answer, verdict, 'set domains');
  if (verdict.status !== 200) return;
  assert.deepEqual(answer.body.allowedEmailDomains, asked);
  if (JSON.stringify(asked) === JSON.stringify(organization.domains)) return;
  organization.domains = asked;
  const type = 'organization.allowed_domains_changed';
  const at = changedAt(organization, organization.id, world.clock.now());
  organization.events.push({ type, at, actor: by.userId, subject: organization.id });
};

const teamNames = ['Sales', 'SALES', 'Straße', 'Legal', 'Ｓａ\u200bles', 'Le\u00adgal\u3164'];

/** Returns a name as it is compared. */
const plain: Readonly<Record<string, string>> = { 'Ｓａ\u200bles': 'sales', 'Le\u00adgal\u3164': 'legal' };
const seen = (name: string): string => plain[name] ?? name.toLowerCase();
const newTeam = fc.record({ organization: fc.nat(1), by: actor, name: fc.nat(5) });

const createTeam = async (world: World, facts: FactsOf<typeof newTeam>): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const by = actorIn(world, organization, facts.by);
  const name = pick(teamNames, facts.name);
  const call = await world.client.as(by);
  const answer = await call('POST', `/organizations/${organization.id}/teams`, { name });
  const right = mayAdminister(organization, by);
  const exists = organization.teams.some((team) => !team.deleted && seen(team.name) === seen(name));
  const verdict = exists ? { status: 409, code: 'team_exists' } : { status: 201 };
  agrees(answer, right.status === 200 ? verdict : right, `create team ${name}`);
  if (answer.status !== 201) return;
  const { id } = answer.body;
  assert.ok(!organization.teams.some((team) => team.id === id));
  organization.teams.push({ id, name, deleted: false });
  organization.events.push({ type: 'team.created', at: world.clock.now(), actor: by.userId, subject: id });
};

const aTeam = fc.record({ organization: fc.nat(1), by: actor, n: fc.nat(20) });

const deleteTeam = async (world: World, facts: FactsOf<typeof aTeam>): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const by = actorIn(world, organization, facts.by);
  const team = pick(organization.teams, facts.n);
  const call = await world.client.as(by);
  const answer = await call('DELETE', `/organizations/${organization.id}/teams/${team.id}`);
  const right = mayAdminister(organization, by);
  const verdict = team.deleted ? { status: 404, code: 'team_not_found' } : { status: 204 };
  agrees(answer, right.status === 200 ? verdict : right, `delete team ${team.name}`);
  if (answer.status !== 204) return;
  team.deleted = true;
  organization.events.push({ type: 'team.deleted', at: world.clock.now(), actor: by.userId, subject: team.id });
};

const newName = fc.record({ organization: fc.nat(1), by: actor, n: fc.nat(20), name: fc.nat(5) });

const renameTeam = async (world: World, facts: FactsOf<typeof newName>): Promise<void> => {
  const organization = pick(world.model.organizations, facts.organization);
  const by = actorIn(world, organization, facts.by);
  const team = pick(organization.teams, facts.n);
  const name = pick(teamNames, facts.name);
  const call = await world.client.as(by);
  const answer = await call('PATCH', `/organizations/${organization.id}/teams/${team.id}`, { name });
  const right = mayAdminister(organization, by);
  const exists = organization.teams.some((one) => one !== team && !one.deleted && seen(one.name) === seen(name));
  const taken = exists ? { status: 409, code: 'team_exists' } : { status: 200 };
  const verdict = team.deleted ? { status: 404, code: 'team_not_found' } : taken;
  agrees(answer, right.status === 200 ? verdict : right, `rename team ${team.name} to ${name}`);
  if (answer.status !== 200 || team.name === name) return;
  team.name = name;
  const at = changedAt(organization, team.id, world.clock.now());
  organization.events.push({ type: 'team.renamed', at, actor: by.userId, subject: team.id });
};

const memberLimit = fc.record({ organization: fc.nat(1), members: fc.option(fc.integer({ min: 1, max: 5 })) });

type Terms = Pick<Organization, 'plan' | 'pendingLimit' | 'memberLimit'>;

const termsOf = ({ plan, pendingLimit, memberLimit }: Organization): Terms => ({ plan, pendingLimit, memberLimit });

/** Adds one event if the terms have changed. */
const takeTerms = (organization: Organization, terms: Partial<Terms>, now: number): void => {
  const { plan } = organization;
  const before = JSON.stringify(termsOf(organization));
  Object.assign(organization, terms);
  if (JSON.stringify(termsOf(organization)) === before) return;
  const at = changedAt(organization, organization.id, now);
  const type = plan === organization.plan ? 'organization.limits_changed' : 'organization.plan_changed';
  organization.events.push({ type, at, actor: 'system', subject: organization.id });
};

const setMemberLimit = async (
  world: World,
  { organization: n, members }: FactsOf<typeof memberLimit>,
): Promise<void> => {
  const organization = pick(world.model.organizations, n);
  await world.client.operator('set-limits', { organizationId: organization.id, members });
  takeTerms(organization, { memberLimit: members }, world.clock.now());
};

/**
 * Skips commands that add a limit and so wait for running requests. Changes a plan or limit only if a limit exists already
 * or nothing is pending.
 */
const changeTerms = async (
  world: World,
  organization: Organization,
  command: string,
  event: object,
  terms: Partial<Terms>,
) => {
  await world.client.operator(command, { organizationId: organization.id, ...event }, false);
  const admin = world.model.people.find(({ userId }) => memberIn(organization, userId)) ?? assert.fail();
  const wanted = { ...termsOf(organization), ...terms };
  await until('the new terms', async () => {
    const { body } = await (await world.client.as(admin))('GET', `/organizations/${organization.id}`);
    return body.limits.pendingInvitations === wanted.pendingLimit && body.plan === wanted.plan;
  });
  takeTerms(organization, terms, world.clock.now());
};

const isCounted = ({ model, clock }: World, { organization: n }: { readonly organization: number }): boolean => {
  const organization = pick(model.organizations, n);
  return organization.pendingLimit !== null || pendingOf(organization, clock.now()).length === 0;
};

const pendingLimit = fc.record({ organization: fc.nat(1), pendingInvitations: fc.integer({ min: 1, max: 6 }) });

export const setPendingLimit = (world: World, { organization, pendingInvitations }: FactsOf<typeof pendingLimit>) => {
  const terms = { pendingLimit: pendingInvitations };
  return changeTerms(world, pick(world.model.organizations, organization), 'set-limits', { pendingInvitations }, terms);
};

const planChange = fc.record({
  organization: fc.nat(1),
  plan: fc.constantFrom('standard' as const, 'enterprise' as const),
});

/** A plan sets its own limit of pending invitations. */
const changePlan = (world: World, { organization, plan }: FactsOf<typeof planChange>): Promise<void> => {
  const terms = { plan, pendingLimit: plan === 'standard' ? 50 : null };
  return changeTerms(world, pick(world.model.organizations, organization), 'change-plan', { plan }, terms);
};

const hasTeams = ({ model }: World, { organization }: { readonly organization: number }): boolean =>
  pick(model.organizations, organization).teams.length > 0;

export const settingsSteps = [
  { weight: 1, arbitrary: steps({ name: 'set domains', facts: domains, run: setDomains }) },
  { weight: 2, arbitrary: steps({ name: 'create team', facts: newTeam, run: createTeam }) },
  { weight: 1, arbitrary: steps({ name: 'delete team', facts: aTeam, isPossible: hasTeams, run: deleteTeam }) },
  { weight: 1, arbitrary: steps({ name: 'rename team', facts: newName, isPossible: hasTeams, run: renameTeam }) },
  { weight: 1, arbitrary: steps({ name: 'set member limit', facts: memberLimit, run: setMemberLimit }) },
  {
    weight: 1,
    arbitrary: steps({ name: 'set pending limit', facts: pendingLimit, isPossible: isCounted, run: setPendingLimit }),
  },
  { weight: 1, arbitrary: steps({ name: 'change plan', facts: planChange, isPossible: isCounted, run: changePlan }) },
];
