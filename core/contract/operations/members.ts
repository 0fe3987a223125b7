import * as z from 'zod/mini';
import { emailPrefix } from '#core/contract/email-address.ts';
import { noQuery, organizationParams, pageOf, pageQuery, pathId, role } from '#core/contract/fields.ts';
import { type Operation, operation } from '#core/contract/operation.ts';
import { member, memberChange } from '#core/contract/organization.ts';
import { organizationPath } from './organizations.ts';

const memberParams = z.extend(organizationParams, { userId: pathId });

export const memberOperations = {
  listMembers: operation({
    method: 'GET',
    path: `${organizationPath}/members`,
    summary: 'Members by address.',
    caller: 'member',
    params: organizationParams,
    query: z.extend(pageQuery, {
      role: z.optional(role),
      teamId: z.optional(pathId),
      emailPrefix: z.optional(z.pipe(z.string(), z.transform(emailPrefix))),
    }),
    body: undefined,
    answers: { 200: pageOf(member) },
    problems: ['invalid_cursor'],
  }),
  changeMember: operation({
    method: 'PATCH',
    path: `${organizationPath}/members/{userId}`,
    summary: "Changes a member's role, teams, or both.",
    caller: 'admin',
    params: memberParams,
    query: noQuery,
    body: memberChange,
    answers: { 200: member },
    problems: ['member_not_found', 'team_not_found', 'last_admin'],
  }),
  removeMember: operation({
    method: 'DELETE',
    path: `${organizationPath}/members/{userId}`,
    summary: 'Removes a member; members may remove themselves, which is leaving.',
    caller: 'member',
    params: memberParams,
    query: noQuery,
    body: undefined,
    answers: { 204: undefined },
    problems: ['forbidden', 'member_not_found', 'last_admin'],
  }),
  getOwnMembership: operation({
    method: 'GET',
    path: `${organizationPath}/members/me`,
    summary: "The caller's own membership.",
    caller: 'member',
    params: organizationParams,
    query: noQuery,
    body: undefined,
    answers: { 200: member },
    problems: [],
  }),
} as const satisfies Record<string, Operation>;
