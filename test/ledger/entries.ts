import type { OperationName } from '#core/contract/operations.ts';
import { call } from './call.ts';
import type { Entries } from './entry.ts';
import * as invitations from './invitation-entries.ts';
import * as organizations from './organization-entries.ts';
import * as triggers from './trigger-entries.ts';

/** Every operation, in the situations that cost differently. An operation that isn't here does not compile. */
export const operationEntries: Readonly<Record<OperationName, Entries>> = {
  getHealth: { always: async () => () => call('getHealth', {}) },
  getOpenApi: { always: async () => () => call('getOpenApi', {}) },
  getMe: organizations.getMe,
  getOrganization: organizations.getOrganization,
  setAllowedEmailDomains: organizations.setAllowedEmailDomains,
  listTeams: organizations.listTeams,
  createTeam: organizations.createTeam,
  deleteTeam: organizations.deleteTeam,
  listMembers: organizations.listMembers,
  changeMember: organizations.changeMember,
  removeMember: organizations.removeMember,
  getOwnMembership: organizations.getOwnMembership,
  sendInvitations: invitations.sendInvitations,
  listInvitations: invitations.listInvitations,
  getInvitation: invitations.getInvitation,
  resendInvitation: invitations.resendInvitation,
  revokeInvitation: invitations.revokeInvitation,
  previewInvitation: invitations.previewInvitation,
  acceptInvitation: invitations.acceptInvitation,
  listAuditEvents: organizations.listAuditEvents,
};

/** What runs behind the API: the readers of the table's changes, for one record, and the trigger of a sign-in. */
export const triggerEntries: Readonly<Record<string, Entries>> = {
  sendInvitationEmail: triggers.sendInvitationEmailEntries,
  recordChanges: triggers.recordChangesEntries,
  preTokenGeneration: triggers.preTokenGenerationEntries,
};
