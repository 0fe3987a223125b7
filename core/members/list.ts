import type * as z from 'zod/mini';
import { authorize } from '#core/authorize.ts';
import type { CallerRequest } from '#core/caller.ts';
import { canBeginAddress } from '#core/contract/email-address.ts';
import type { operations } from '#core/contract/operations.ts';
import type { Member } from '#core/contract/organization.ts';
import { membersByAddress } from '#core/table/keys.ts';
import { readMember, type StoredMember } from '#core/table/member.ts';
import { type CursorSeal, openPage, type Page, readFilteredPage, readPage } from '#core/table/page.ts';
import { answerMembers } from './find.ts';

type Filters = z.output<typeof operations.listMembers.query>;

/** Members of the organization, by address. */
export const listMembers = async (
  organizationId: string,
  { limit, cursor, ...filters }: Filters,
  { caller }: CallerRequest,
  seal: CursorSeal,
): Promise<Page<Member>> => {
  const { role, teamId, emailPrefix } = filters;
  const open = await openPage({ limit, cursor }, seal, ['listMembers', organizationId, role, teamId, emailPrefix]);
  await authorize(caller, organizationId, 'member');
  // What follows the address in the index is nothing to search for, and DynamoDB takes no key of any length.
  if (emailPrefix !== undefined && !canBeginAddress(emailPrefix)) return { items: [], nextCursor: null };
  const query = { index: 'GSI1', ...membersByAddress(organizationId, emailPrefix) } as const;
  const keep = (member: StoredMember) =>
    (role === undefined || member.role === role) && (teamId === undefined || member.teamIds.includes(teamId));
  const filtered = role !== undefined || teamId !== undefined;
  const page = filtered
    ? await readFilteredPage(query, open, readMember, keep)
    : await readPage(query, open, readMember);
  return { ...page, items: await answerMembers(organizationId, page.items) };
};
