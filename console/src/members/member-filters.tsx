import { Group } from '@mantine/core';
import { answerTo } from '#console/api/call.ts';
import { memberQuery } from '#console/api/queries.ts';
import { ExportCsv } from '#console/csv/export-csv.tsx';
import { roleWords } from '#console/roles-and-teams/role-words.ts';
import { Choice } from '#console/ui/choice.tsx';
import { type MemberStatus, useListFilters } from '#console/ui/list-filters.ts';
import table from '#console/ui/list-table.module.css';
import { SearchByEmail } from '#console/ui/search-by-email.tsx';
import { memberOperations } from '#core/contract/operations/members.ts';

const statuses: Readonly<Record<MemberStatus, string>> = { active: 'Active', invited: 'Invited', all: 'All' };

const roles = {
  any: 'All roles',
  admin: roleWords.admin.name,
  user: roleWords.user.name,
  viewer: roleWords.viewer.name,
};

const orders = {
  'email asc': 'Email',
  'email desc': 'Email, descending',
  'name asc': 'Name',
  'name desc': 'Name, descending',
  'joinedAt asc': 'Joined, oldest first',
  'joinedAt desc': 'Joined, newest first',
};

/** The order, where the table has no head to press. */
const OrderChoice = () => {
  const { sort, order, change } = useListFilters();
  return (
    <div className={table.narrowOnly}>
      <Choice
        label="Sort by"
        options={orders}
        value={`${sort} ${order}`}
        onChange={(value) => {
          const [by, direction] = value.split(' ');
          change({ sort: by === 'email' ? undefined : by, order: direction === 'asc' ? undefined : direction });
        }}
      />
    </div>
  );
};

const ExportMembers = ({ organizationId }: { readonly organizationId: string }) => {
  const { role, email, sort, order } = useListFilters();
  const filters = { role, search: email === '' ? undefined : email, sort, order };
  return (
    <ExportCsv
      organizationId={organizationId}
      fetchPart={(cursor, signal) =>
        answerTo(memberOperations.listMembers, {
          params: { organizationId },
          query: { ...memberQuery(filters), cursor },
          headers: { accept: 'text/csv' },
          signal,
        })
      }
      rows="members"
      file="members"
    />
  );
};

type MemberFiltersProps = { readonly organizationId: string; readonly isAdmin: boolean };

/** Search, filters and, for admins, the list as a file. */
export const MemberFilters = ({ organizationId, isAdmin }: MemberFiltersProps) => {
  const { memberStatus, role, email, change } = useListFilters();
  return (
    <Group align="flex-end" mb="sm">
      <SearchByEmail
        label="Search by name or email"
        longest={100}
        value={email}
        onChange={(value) => change({ email: value }, true)}
        placeholder="Beginning of a name or email"
      />
      {isAdmin && (
        <Choice
          label="Status"
          options={statuses}
          value={memberStatus}
          onChange={(value) => change({ status: value === 'active' ? undefined : value })}
        />
      )}
      <Choice
        label="Role"
        options={roles}
        value={role ?? 'any'}
        onChange={(value) => change({ role: value === 'any' ? undefined : value })}
      />
      <OrderChoice />
      {isAdmin && memberStatus !== 'invited' && <ExportMembers organizationId={organizationId} />}
    </Group>
  );
};
