import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { idAt } from '#core/new-id.ts';
import { commit } from '#core/table/commit.ts';
import { teamKey, teamNameKey } from '#core/table/keys.ts';
import { absent, put, unexpected } from '#core/table/write.ts';
import { handler as changePlan } from '#functions/operator/change-plan.ts';
import { handler as createOrganization } from '#functions/operator/create-organization.ts';
import { handler as indexMembers } from '#functions/operator/index-members.ts';
import { handler as inviteAdmin } from '#functions/operator/invite-admin.ts';
import { handler as migrateTeamNames } from '#functions/operator/migrate-team-names.ts';
import { handler as pauseOrganization } from '#functions/operator/pause-organization.ts';
import { handler as resumeOrganization } from '#functions/operator/resume-organization.ts';
import { handler as setLimits } from '#functions/operator/set-limits.ts';
import { handler as showOrganization } from '#functions/operator/show-organization.ts';
import { present } from '#test/support/organization.ts';
import type { Entries } from './entry.ts';
import { address, someOrganization } from './people.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

const command = (handler: Handler, event: object) => async () => {
  const answer = await handler(event, { awsRequestId: randomUUID() } as Context);
  if (answer instanceof Object && ('error' in answer || 'errors' in answer)) throw new Error(JSON.stringify(answer));
};

const aCompany = () => ({ name: 'Acme', adminEmail: address('admin') });

export const createOrganizationEntries: Entries = {
  'a pending limit': async () => command(createOrganization, { ...aCompany(), plan: 'standard' }),
  'without a pending limit': async () => command(createOrganization, { ...aCompany(), plan: 'enterprise' }),
};

export const inviteAdminEntries: Entries = {
  'a pending limit': async () => {
    const { organizationId } = await someOrganization('standard');
    return command(inviteAdmin, { organizationId, adminEmail: address('rescue') });
  },
};

// A change to a plan with limits waits half a minute, and adds a slot per pending invitation in its own transaction.
export const changePlanEntries: Entries = {
  'to a plan without limits': async () => {
    const { organizationId } = await someOrganization('standard');
    return command(changePlan, { organizationId, plan: 'enterprise' });
  },
};

export const setLimitsEntries: Entries = {
  'of members': async () => {
    const { organizationId } = await someOrganization();
    return command(setLimits, { organizationId, members: 7 });
  },
  'of emails': async () => {
    const { organizationId } = await someOrganization();
    return command(setLimits, { organizationId, emailsPerDay: 7 });
  },
};

export const migrateTeamNamesEntries: Entries = {
  'one team of release 0.1.0': async () => {
    const { organizationId } = await someOrganization();
    const team = { id: idAt(present()), name: 'Two\u00a0Words' };
    const key = { ...teamKey({ organizationId, teamId: team.id }), ...team, organizationId };
    const name = { ...teamNameKey(organizationId, 'two\u00a0words'), ...team };
    await commit([key, name].map((item) => ({ item: put(item, absent), refusal: unexpected('team') })));
    const context = { awsRequestId: randomUUID(), getRemainingTimeInMillis: () => 600_000 } as Context;
    return async () => void (await migrateTeamNames({ organizationId }, context));
  },
};

export const indexMembersEntries: Entries = {
  'an organization of 11, all indexed': async () => {
    const acme = await someOrganization();
    for (let n = 0; n < 10; n++) await acme.joined(`m${n}`);
    const context = { awsRequestId: randomUUID(), getRemainingTimeInMillis: () => 600_000 } as Context;
    return async () => void (await indexMembers({ organizationId: acme.organizationId }, context));
  },
};

export const showOrganizationEntries: Entries = {
  'with one member': async () => {
    const { organizationId } = await someOrganization();
    return command(showOrganization, { organizationId });
  },
};

export const pauseOrganizationEntries: Entries = {
  'one organization': async () => {
    const { organizationId } = await someOrganization();
    return command(pauseOrganization, { organizationId, reason: 'Too many complaints.' });
  },
};

export const resumeOrganizationEntries: Entries = {
  'one organization': async () => {
    const { organizationId } = await someOrganization();
    await command(pauseOrganization, { organizationId, reason: 'Too many complaints.' })();
    return command(resumeOrganization, { organizationId });
  },
};
