import { type EnvironmentName, environment } from '#core/deployment.ts';
import type { FunctionName } from './deployed-functions.ts';

const {
  tableName,
  invitationLifetimeSeconds,
  resendPauseSeconds,
  baseUrl,
  productName,
  senderEmail,
  linkSecretId,
  configurationSet,
  userPoolId,
  failureQueueUrl,
  functionPrefix,
  originSecrets,
} = environment;

/** What every function of the API reads besides, where a web application firewall stands before it. */
export const behindFirewall: readonly EnvironmentName[] = [originSecrets];

/** The environment variables that each function reads, and so gets. */
export const environments: Readonly<Record<FunctionName, readonly EnvironmentName[]>> = {
  getHealth: [],
  getOpenApi: [],
  getMe: [tableName],
  getOrganization: [tableName],
  setAllowedEmailDomains: [tableName],
  listTeams: [tableName, linkSecretId],
  createTeam: [tableName],
  deleteTeam: [tableName],
  listMembers: [tableName, linkSecretId],
  changeMember: [tableName],
  removeMember: [tableName],
  getOwnMembership: [tableName],
  sendInvitations: [tableName, invitationLifetimeSeconds],
  listInvitations: [tableName, linkSecretId],
  getInvitation: [tableName],
  resendInvitation: [tableName, resendPauseSeconds],
  revokeInvitation: [tableName],
  previewInvitation: [tableName, linkSecretId],
  acceptInvitation: [tableName, linkSecretId],
  listAuditEvents: [tableName, linkSecretId],
  sendInvitationEmail: [tableName, linkSecretId, baseUrl, productName, senderEmail, configurationSet, failureQueueUrl],
  recordChanges: [tableName, userPoolId, failureQueueUrl],
  recordDelivery: [tableName],
  preTokenGeneration: [tableName, productName],
  createOrganization: [tableName, invitationLifetimeSeconds, productName, senderEmail],
  inviteAdmin: [tableName, invitationLifetimeSeconds, productName, senderEmail],
  changePlan: [tableName, productName, senderEmail],
  setLimits: [tableName, productName, senderEmail],
  pauseOrganization: [tableName, productName, senderEmail],
  resumeOrganization: [tableName, productName, senderEmail],
  showOrganization: [tableName, productName, senderEmail],
  smoke: [tableName, invitationLifetimeSeconds, productName, senderEmail],
  reconcile: [tableName, functionPrefix, productName, senderEmail],
  migrateTeamNames: [tableName, productName, senderEmail],
  replay: [failureQueueUrl, functionPrefix, productName, senderEmail],
};
