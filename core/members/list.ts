import type * as z from 'zod/mini';
import { authorize } from '#core/authorize.ts';
import type { CallerRequest } from '#core/caller.ts';
import { canBeginAddress } from '#core/contract/email-address.ts';
import type { OrganizationParams } from '#core/contract/fields.ts';
import { matchesSearch, searchParts } from '#core/contract/name-search.ts';
import type { operations } from '#core/contract/operations.ts';
import type { Member } from '#core/contract/organization.ts';
import type { StoredMember } from '#core/table/member.ts';
import {
  type CursorSeal,
  endPage,
  type OpenPage,
  openPage,
  type Page,
  readFilteredSource,
  readSource,
} from '#core/table/page.ts';
import { answerMembers } from './find.ts';
import { comparePlaces, type MemberOrder, membersInOrder, placeOf } from './order.ts';
import { fewCandidates } from './search.ts';

/** `limit` may be more than a query takes: a CSV file has longer pages. */
export type MemberQuery = Omit<z.output<typeof operations.listMembers.query>, 'limit'> & {
  readonly limit?: number | undefined;
};
type Filters = Omit<MemberQuery, 'limit' | 'cursor'>;

const orderOf = ({ sort = 'email', order = 'asc' }: Filters): MemberOrder => ({ sort, descending: order === 'desc' });

/** The list that a cursor belongs to. Without search and order, cursors of release 0.1.0 stay valid. */
const listOf = (organizationId: string, { role, teamId, emailPrefix, search, sort, order }: Filters) => {
  const list = ['listMembers', organizationId, role, teamId, emailPrefix];
  const isPlain = search === undefined && (sort ?? 'email') === 'email' && (order ?? 'asc') === 'asc';
  return isPlain ? list : [...list, search, sort ?? 'email', order ?? 'asc'];
};

/** Returns the filter of the members, or undefined if all match. */
const filterOf = ({ role, teamId, emailPrefix, search, sort }: Filters) => {
  const parts = search === undefined ? [] : searchParts(search);
  // In the order by address, the beginning is a condition on the key.
  const beginning = sort === undefined || sort === 'email' ? undefined : emailPrefix;
  if (role === undefined && teamId === undefined && beginning === undefined && parts.length === 0) return undefined;
  return (member: StoredMember): boolean =>
    (role === undefined || member.role === role) &&
    (teamId === undefined || member.teamIds.includes(teamId)) &&
    member.email.startsWith(beginning ?? '') &&
    matchesSearch(parts, member);
};

/** Sorts the few members that can match a search, and cuts the page out of them. */
const pageOfFew = (members: readonly StoredMember[], order: MemberOrder, page: OpenPage) => {
  const compare = comparePlaces(order);
  const entries = members
    .map((value) => ({ value, key: placeOf(value, order) }))
    .sort((one, other) => compare(one.key, other.key));
  const { after } = page;
  return endPage(after ? entries.filter(({ key }) => compare(key, after) > 0) : entries, page);
};

const readMembers = async (organizationId: string, filters: Filters, page: OpenPage): Promise<Page<StoredMember>> => {
  const { emailPrefix, search } = filters;
  const order = orderOf(filters);
  const keep = filterOf(filters);
  const few = search === undefined ? undefined : await fewCandidates(organizationId, searchParts(search));
  if (few)
    return pageOfFew(
      few.filter((member) => member.email.startsWith(emailPrefix ?? '') && (keep?.(member) ?? true)),
      order,
      page,
    );
  const source = membersInOrder(organizationId, order, emailPrefix);
  return keep ? readFilteredSource(source, page, keep) : readSource(source, page);
};

/** Members as stored, and the caller's membership. */
export const findMembers = async (
  organizationId: string,
  { limit, cursor, ...filters }: MemberQuery,
  { caller }: CallerRequest,
  seal: CursorSeal,
  needed: 'member' | 'admin',
): Promise<Page<StoredMember> & { readonly asking: StoredMember }> => {
  const open = await openPage({ limit, cursor }, seal, listOf(organizationId, filters));
  const asking = await authorize(caller, organizationId, needed);
  // What follows the address in the index is nothing to search for, and DynamoDB takes no key of any length.
  if (filters.emailPrefix !== undefined && !canBeginAddress(filters.emailPrefix))
    return { items: [], nextCursor: null, asking };
  return { ...(await readMembers(organizationId, filters, open)), asking };
};

/** Lists the members of an organization, by address unless the request names another order. */
export const listMembers = async (
  { organizationId }: OrganizationParams,
  query: MemberQuery,
  request: CallerRequest,
  seal: CursorSeal,
): Promise<Page<Member>> => {
  const { asking, ...page } = await findMembers(organizationId, query, request, seal, 'member');
  return { ...page, items: await answerMembers(organizationId, page.items, asking) };
};
