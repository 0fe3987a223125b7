import { recordChange } from '#core/audit/record.ts';
import { invitations, membersByAddress } from '#core/table/keys.ts';
import { queryAll } from '#core/table/read.ts';
import { present } from '#test/support/organization.ts';
import { call } from './call.ts';
import { byAdmin, type Entries } from './entry.ts';
import { organizationWith } from './invitation-entries.ts';
import { type SomeOrganization, someOrganization, someone } from './people.ts';

export const getMe: Entries = {
  'one organization, one open invitation': async () => {
    const acme = await someOrganization();
    const ann = await acme.joined('ann');
    await (await someOrganization()).invite(ann.email);
    return () => call('getMe', { caller: ann });
  },
  'no organization, no invitation': async () => () => call('getMe', { caller: someone('ann') }),
};

export const getOrganization: Entries = {
  'a pending limit': async () => byAdmin('getOrganization', await someOrganization('standard')),
};

export const setAllowedEmailDomains: Entries = {
  'another list': async () =>
    byAdmin('setAllowedEmailDomains', await someOrganization(), { body: { domains: ['acme.test'] } }),
};

export const listTeams: Entries = {
  'a page of 50': async () => {
    const acme = await someOrganization();
    for (let n = 10; n < 70; n++) await acme.team(`Team ${n}`);
    return byAdmin('listTeams', acme);
  },
};

export const createTeam: Entries = {
  'one team': async () => byAdmin('createTeam', await someOrganization(), { body: { name: 'Design' } }),
};

export const renameTeam: Entries = {
  'another name': async () => {
    const acme = await someOrganization();
    return byAdmin('renameTeam', acme, {
      params: { teamId: (await acme.team('Design')).id },
      body: { name: 'Sales' },
    });
  },
};

export const deleteTeam: Entries = {
  'one team': async () => {
    const acme = await someOrganization();
    return byAdmin('deleteTeam', acme, { params: { teamId: (await acme.team('Design')).id } });
  },
};

const organizationOfMembers = async () => {
  const acme = await someOrganization();
  const teams = [(await acme.team('Design')).id, (await acme.team('Sales')).id];
  for (let n = 10; n < 70; n++) await acme.joined(`m${n}`, teams);
  return acme;
};

export const listMembers: Entries = {
  'a page of 50, in two teams': async () => byAdmin('listMembers', await organizationOfMembers()),
  'a page of 50 with one role': async () =>
    byAdmin('listMembers', await organizationOfMembers(), { query: { role: 'user' } }),
  'a page of 50 by name': async () =>
    byAdmin('listMembers', await organizationOfMembers(), { query: { sort: 'name' } }),
  'a page of 50 by joining': async () =>
    byAdmin('listMembers', await organizationOfMembers(), { query: { sort: 'joinedAt', order: 'desc' } }),
  'one found by the name': async () =>
    byAdmin('listMembers', await organizationOfMembers(), { query: { search: 'm42' } }),
  'one found by another word': async () =>
    byAdmin('listMembers', await organizationOfMembers(), { query: { search: 'absent' } }),
  '60 members as CSV': async () =>
    byAdmin('listMembers', await organizationOfMembers(), { headers: { accept: 'text/csv' } }),
};

const change = async (acme: SomeOrganization, body: object) =>
  byAdmin('changeMember', acme, { params: { userId: (await acme.joined('ann')).userId }, body });

export const changeMember: Entries = {
  'the role': async () => change(await someOrganization(), { role: 'admin' }),
  'role and teams': async () => {
    const acme = await someOrganization();
    return change(acme, { role: 'viewer', teamIds: [(await acme.team('Design')).id] });
  },
};

const userIdsIn = async ({ organizationId }: SomeOrganization) =>
  (await queryAll({ index: 'GSI1', ...membersByAddress(organizationId, 'm') })).map(({ userId }) => String(userId));

const bulk =
  (change: object, more: object = {}) =>
  async () => {
    const acme = await organizationOfMembers();
    return byAdmin('changeMembers', acme, { body: { userIds: await userIdsIn(acme), change, ...more } });
  };

export const changeMembers: Entries = {
  'the role of 60': bulk({ role: 'viewer' }),
  'the role of 60, dry run': bulk({ role: 'viewer' }, { dryRun: true }),
  'the removal of 60': bulk({ remove: true }),
};

export const removeMember: Entries = {
  'by an admin': async () => {
    const acme = await someOrganization();
    return byAdmin('removeMember', acme, { params: { userId: (await acme.joined('ann')).userId } });
  },
  leaving: async () => {
    const acme = await someOrganization();
    const ann = await acme.joined('ann');
    return () => call('removeMember', { caller: ann, params: { ...acme.params, userId: ann.userId } });
  },
};

export const getOwnMembership: Entries = {
  'without a team': async () => byAdmin('getOwnMembership', await someOrganization()),
  'in a team': async () => {
    const acme = await someOrganization();
    const ann = await acme.joined('ann', [(await acme.team('Design')).id]);
    return () => call('getOwnMembership', { caller: ann, params: acme.params });
  },
};

/** Creates an organization with an audit event for each of its 60 invitations, and returns the id of one of them. */
const auditedOrganization = async () => {
  const acme = await organizationWith(60);
  const sent = await queryAll(invitations(acme.organizationId));
  for (const item of sent) await recordChange(item, undefined, present());
  return { acme, invitationId: String(sent[0]?.id) };
};

const auditPage =
  (query: Record<string, string>, headers = {}) =>
  async () =>
    byAdmin('listAuditEvents', (await auditedOrganization()).acme, { query, headers });

export const listAuditEvents: Entries = {
  'a page of 50': auditPage({}),
  'a page of 50 in a category': auditPage({ category: 'invitation' }),
  'of one invitation': async () => {
    const { acme, invitationId } = await auditedOrganization();
    return byAdmin('listAuditEvents', acme, { query: { invitationId } });
  },
  '60 events as CSV': auditPage({}, { accept: 'text/csv' }),
};
