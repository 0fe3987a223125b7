import type { OperationName } from '#core/contract/operations.ts';
import type { FunctionName } from '#lib/functions/deployed-functions.ts';
import { call } from './call.ts';
import type { Entries } from './entry.ts';
import * as invitations from './invitation-entries.ts';
import * as operators from './operator-entries.ts';
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

/** Repairs go through the readers, and cost what they do; the smoke test runs after a deployment only. */
type Unmeasured = 'reconcile' | 'replay' | 'smoke';

/**
 * What no route calls: the readers of the table's changes, for one record, what SES and sign-in trigger, and the operator's commands. A function
 * that isn't here does not compile.
 */
export const otherEntries: Readonly<Record<Exclude<FunctionName, OperationName | Unmeasured>, Entries>> = {
  sendInvitationEmail: triggers.sendInvitationEmailEntries,
  recordDelivery: triggers.recordDeliveryEntries,
  recordChanges: triggers.recordChangesEntries,
  preTokenGeneration: triggers.preTokenGenerationEntries,
  createOrganization: operators.createOrganizationEntries,
  inviteAdmin: operators.inviteAdminEntries,
  changePlan: operators.changePlanEntries,
  setLimits: operators.setLimitsEntries,
  pauseOrganization: operators.pauseOrganizationEntries,
  resumeOrganization: operators.resumeOrganizationEntries,
  showOrganization: operators.showOrganizationEntries,
  migrateTeamNames: operators.migrateTeamNamesEntries,
};
