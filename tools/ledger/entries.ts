import type { OperationName } from '#core/contract/operations.ts';
import type { FunctionName } from '#lib/functions/deployed-functions.ts';
import { call } from './call.ts';
import type { Entries } from './entry.ts';
import * as invitations from './invitation-entries.ts';
import * as operators from './operator-entries.ts';
import * as organizations from './organization-entries.ts';
import * as triggers from './trigger-entries.ts';

/** Every operation, in the situations with different costs. A missing operation is a type error. */
export const operationEntries: Readonly<Record<OperationName, Entries>> = {
  getHealth: { always: async () => () => call('getHealth', {}) },
  getOpenApi: { always: async () => () => call('getOpenApi', {}) },
  getMe: organizations.getMe,
  getOrganization: organizations.getOrganization,
  setAllowedEmailDomains: organizations.setAllowedEmailDomains,
  listTeams: organizations.listTeams,
  createTeam: organizations.createTeam,
  renameTeam: organizations.renameTeam,
  deleteTeam: organizations.deleteTeam,
  listMembers: organizations.listMembers,
  changeMember: organizations.changeMember,
  changeMembers: organizations.changeMembers,
  removeMember: organizations.removeMember,
  getOwnMembership: organizations.getOwnMembership,
  sendInvitations: invitations.sendInvitations,
  listInvitations: invitations.listInvitations,
  getInvitation: invitations.getInvitation,
  resendInvitation: invitations.resendInvitation,
  revokeInvitation: invitations.revokeInvitation,
  previewInvitation: invitations.previewInvitation,
  requestNewInvitation: invitations.requestNewInvitation,
  acceptInvitation: invitations.acceptInvitation,
  listAuditEvents: organizations.listAuditEvents,
};

/** Repairs cost as much as the stream consumers that they invoke; the smoke test runs only after deployments. */
type Unmeasured = 'reconcile' | 'replay' | 'smoke';

/**
 * Functions without a route: stream consumers, for one record, the triggers of SES and sign-in, and operator commands. A
 * missing function is a type error.
 */
export const otherEntries: Readonly<Record<Exclude<FunctionName, OperationName | Unmeasured>, Entries>> = {
  queueEmails: triggers.queueEmailsEntries,
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
  indexMembers: operators.indexMembersEntries,
};
