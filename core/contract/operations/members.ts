import * as z from 'zod/mini';
import { emailPrefix } from '#core/contract/email-address.ts';
import { noQuery, organizationParams, pageOf, pageQuery, pathId, role } from '#core/contract/fields.ts';
import { memberChanges, memberResults } from '#core/contract/member-changes.ts';
import { type Operation, operation } from '#core/contract/operation.ts';
import { member, memberChange } from '#core/contract/organization.ts';
import { organizationPath } from './organizations.ts';

export const memberSort = z.enum(['email', 'name', 'joinedAt']);
export const sortOrder = z.enum(['asc', 'desc']);

const longestSearch = 100;
const isSearch = (text: string): boolean => text !== '' && [...text].length <= longestSearch;

const memberParams = z.extend(organizationParams, { userId: pathId });

export const memberOperations = {
  listMembers: operation({
    method: 'GET',
    path: `${organizationPath}/members`,
    summary: 'Members: all, or found by name and address; by address, name or joining.',
    caller: 'member',
    params: organizationParams,
    query: z.extend(pageQuery, {
      role: z.optional(role),
      teamId: z.optional(pathId),
      emailPrefix: z.optional(z.pipe(z.string(), z.transform(emailPrefix))),
      search: z.optional(z.string().check(z.refine(isSearch, 'must have 1 to 100 characters'))),
      sort: z.optional(memberSort),
      order: z.optional(sortOrder),
    }),
    body: undefined,
    answers: { 200: pageOf(member) },
    csv: true,
    problems: ['invalid_cursor', 'forbidden'],
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
  changeMembers: operation({
    method: 'POST',
    path: `${organizationPath}/members/changes`,
    summary: 'Changes the role or teams of 1 to 1,000 members, or removes them; each has an outcome.',
    caller: 'admin',
    params: organizationParams,
    query: noQuery,
    body: memberChanges,
    largeBody: true,
    answers: { 200: memberResults, 207: memberResults },
    problems: ['nothing_changed', 'team_not_found'],
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
