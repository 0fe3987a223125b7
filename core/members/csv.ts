import type { CallerRequest } from '#core/caller.ts';
import type { OrganizationParams } from '#core/contract/fields.ts';
import { namesInCell, safeCsv } from '#core/csv.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { invitationKey } from '#core/table/keys.ts';
import type { StoredMember } from '#core/table/member.ts';
import type { CursorSeal, Page } from '#core/table/page.ts';
import { getRecentItems } from '#core/table/read.ts';
import { namesOfExistingTeams } from '#core/table/team.ts';
import { lastSignIns } from './find.ts';
import { findMembers, type MemberQuery } from './list.ts';

type Row = {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly teams: string;
  readonly status: string;
  readonly joinedAt: string;
  readonly invitedBy: string | undefined;
  readonly lastSignInOn: string | null;
};

/** Returns the address of each member's inviter. */
const inviters = async (organizationId: string, members: readonly StoredMember[]): Promise<(string | undefined)[]> => {
  const keys = members.map(({ invitationId }) => invitationKey({ organizationId, invitationId }));
  return (await getRecentItems(keys)).map((item) => item && readInvitation(item).invitedBy.email);
};

/** A page of the list of members as rows of a file, for admins. */
export const listMemberRows = async (
  { organizationId }: OrganizationParams,
  query: MemberQuery,
  request: CallerRequest,
  seal: CursorSeal,
): Promise<Page<Row>> => {
  const { items, nextCursor, asking } = await findMembers(organizationId, query, request, seal, 'admin');
  const [teamNames, invitedBy, signIns] = await Promise.all([
    namesOfExistingTeams(
      organizationId,
      items.flatMap(({ teamIds }) => teamIds),
    ),
    inviters(organizationId, items),
    lastSignIns(items, asking),
  ]);
  const rows = items.map(({ userId, email, name, role, teamIds, joinedAt }, n) => ({
    userId,
    email,
    name,
    role,
    teams: namesInCell(teamIds.flatMap((teamId) => teamNames.get(teamId) ?? [])),
    status: 'active',
    joinedAt,
    invitedBy: invitedBy[n],
    lastSignInOn: signIns[n] ?? null,
  }));
  return { items: rows, nextCursor };
};

const columns = [
  'userId',
  'email',
  'name',
  'role',
  'teams',
  'status',
  'joinedAt',
  'invitedBy',
  'lastSignInOn',
] as const satisfies readonly (keyof Row)[];

export const membersCsv = (rows: readonly Row[], withHeader: boolean): string => safeCsv(rows, columns, withHeader);
