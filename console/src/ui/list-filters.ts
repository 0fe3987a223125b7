import { useSearchParams } from 'react-router';
import * as z from 'zod/mini';
import { role } from '#core/contract/fields.ts';
import { invitationStatus } from '#core/contract/invitation.ts';
import { memberSort, sortOrder } from '#core/contract/operations/members.ts';

const memberStatus = z.enum(['active', 'invited', 'all']);
export type MemberStatus = z.infer<typeof memberStatus>;
export type MemberSort = z.infer<typeof memberSort>;

/** A status; or expired invitations whose invitee has asked for a new one. */
const invitationFilter = z.enum([...invitationStatus.options, 'requested']);

const filters = z.object({
  member: z.catch(memberStatus, 'active'),
  invitation: z.catch(invitationFilter, 'pending'),
  role: z.catch(z.optional(role), undefined),
  sort: z.catch(memberSort, 'email'),
  order: z.catch(sortOrder, 'asc'),
  email: z.catch(z.string().check(z.maxLength(254)), ''),
});

type Name = 'status' | 'role' | 'email' | 'sort' | 'order' | 'invitation';

/** The filters in the address of the page: links to it and the back button keep them. */
export const useListFilters = () => {
  const [search, setSearch] = useSearchParams();
  /** Changes what is named; `undefined` takes it out. */
  const change = (values: Partial<Record<Name, string | undefined>>, replace = false) => {
    // The page's own address, which the change before this one is part of though nothing was rendered since.
    const after = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value) after.set(name, value);
      else after.delete(name);
    }
    setSearch(after, { replace, preventScrollReset: true });
  };
  const { member, invitation, ...others } = filters.parse({
    member: search.get('status'),
    invitation: search.get('status'),
    role: search.get('role') ?? undefined,
    sort: search.get('sort'),
    order: search.get('order'),
    email: search.get('email') ?? '',
  });
  return { ...others, memberStatus: member, invitationStatus: invitation, opened: search.get('invitation'), change };
};
