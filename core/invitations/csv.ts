import type { CallerRequest } from '#core/caller.ts';
import type { OrganizationParams } from '#core/contract/fields.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { namesInCell, safeCsv } from '#core/csv.ts';
import type { CursorSeal, Page } from '#core/table/page.ts';
import { namesOfExistingTeams } from '#core/table/team.ts';
import { type InvitationQuery, listInvitations } from './list.ts';

const rowOf = (invitation: Invitation, teamNames: ReadonlyMap<string, string>) => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  teams: namesInCell(invitation.teamIds.flatMap((teamId) => teamNames.get(teamId) ?? [])),
  status: invitation.status,
  delivery: invitation.delivery,
  createdAt: invitation.createdAt,
  expiresAt: invitation.expiresAt,
  sentCount: invitation.sentCount,
  lastSentAt: invitation.lastSentAt,
  invitedBy: invitation.invitedBy.email,
  acceptedAt: invitation.acceptedAt,
  revokedAt: invitation.revokedAt,
});
type Row = ReturnType<typeof rowOf>;

/** A page of the list of invitations as rows of a file. */
export const listInvitationRows = async (
  { organizationId }: OrganizationParams,
  query: InvitationQuery,
  request: CallerRequest,
  seal: CursorSeal,
): Promise<Page<Row>> => {
  const { items, nextCursor } = await listInvitations({ organizationId }, query, request, seal);
  const teamNames = await namesOfExistingTeams(
    organizationId,
    items.flatMap(({ teamIds }) => teamIds),
  );
  return { items: items.map((invitation) => rowOf(invitation, teamNames)), nextCursor };
};

const columns = [
  'id',
  'email',
  'role',
  'teams',
  'status',
  'delivery',
  'createdAt',
  'expiresAt',
  'sentCount',
  'lastSentAt',
  'invitedBy',
  'acceptedAt',
  'revokedAt',
] as const satisfies readonly (keyof Row)[];

export const invitationsCsv = (rows: readonly Row[], withHeader: boolean): string => safeCsv(rows, columns, withHeader);
