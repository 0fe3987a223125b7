import * as z from 'zod/mini';
import { noQuery, organizationParams, pageOf, pageQuery, pathId } from '#core/contract/fields.ts';
import { type Operation, operation } from '#core/contract/operation.ts';
import { newTeam, team } from '#core/contract/organization.ts';
import { organizationPath } from './organizations.ts';

const teamParams = z.extend(organizationParams, { teamId: pathId });

export const teamOperations = {
  listTeams: operation({
    method: 'GET',
    path: `${organizationPath}/teams`,
    summary: 'Teams by name.',
    caller: 'member',
    params: organizationParams,
    query: pageQuery,
    body: undefined,
    answers: { 200: pageOf(team) },
    problems: ['invalid_cursor'],
  }),
  createTeam: operation({
    method: 'POST',
    path: `${organizationPath}/teams`,
    summary: 'Creates a team.',
    caller: 'admin',
    params: organizationParams,
    query: noQuery,
    body: newTeam,
    answers: { 201: team },
    problems: ['team_exists'],
  }),
  renameTeam: operation({
    method: 'PATCH',
    path: `${organizationPath}/teams/{teamId}`,
    summary: 'Renames a team.',
    caller: 'admin',
    params: teamParams,
    query: noQuery,
    body: newTeam,
    answers: { 200: team },
    problems: ['team_not_found', 'team_exists'],
  }),
  deleteTeam: operation({
    method: 'DELETE',
    path: `${organizationPath}/teams/{teamId}`,
    summary: 'Deletes a team. Members and invitations lose it; no one loses their membership.',
    caller: 'admin',
    params: teamParams,
    query: noQuery,
    body: undefined,
    answers: { 204: undefined },
    problems: ['team_not_found'],
  }),
} as const satisfies Record<string, Operation>;
