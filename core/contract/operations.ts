import * as z from 'zod';
import { auditCategory, auditEvent } from './audit-event.ts';
import { emailAddress } from './email-address.ts';
import {
  type Instant,
  idempotencyKey,
  noParams,
  noQuery,
  organizationParams,
  pageOf,
  pageQuery,
  pathId,
  role,
} from './fields.ts';
import {
  acceptance,
  invitation,
  invitationLink,
  invitationPreview,
  invitationResults,
  invitationStatus,
  newInvitations,
} from './invitation.ts';
import { type Operation, operation } from './operation.ts';
import {
  acceptedInvitation,
  allowedEmailDomains,
  me,
  member,
  memberChange,
  newTeam,
  organization,
  team,
} from './organization.ts';

const organizationPath = '/v1/organizations/{organizationId}';
const invitationParams = organizationParams.extend({ invitationId: pathId });
const memberParams = organizationParams.extend({ userId: pathId });
const emailFilter = z.string().transform((text, context) => {
  const address = emailAddress(text);
  if (address !== undefined) return address;
  context.addIssue('must be an email address');
  return z.NEVER;
});

const moment = z.iso.datetime().transform((text) => new Date(text).toISOString() as Instant);

const auditQuery = pageQuery
  .extend({
    category: auditCategory.optional(),
    email: emailFilter.optional(),
    invitationId: pathId.optional(),
    actorId: z.string().max(128).optional(),
    from: moment.optional(),
    to: moment.optional(),
  })
  .refine(
    ({ category, email, invitationId }) =>
      [category, email, invitationId].filter((filter) => filter !== undefined).length <= 1,
    'name one of category, email and invitationId',
  );

/** The HTTP interface. Routes, handlers and the OpenAPI document are made from it; names are operation ids. */
export const operations = {
  getHealth: operation({
    method: 'GET',
    path: '/v1/health',
    summary: 'Tells that the API is up.',
    caller: 'anyone',
    params: noParams,
    query: noQuery,
    body: undefined,
    answers: { 200: z.object({ status: z.literal('ok') }) },
    problems: [],
  }),
  getOpenApi: operation({
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document.',
    caller: 'anyone',
    params: noParams,
    query: noQuery,
    body: undefined,
    answers: { 200: z.looseObject({ openapi: z.string() }) },
    problems: [],
  }),
  getMe: operation({
    method: 'GET',
    path: '/v1/me',
    summary: 'The caller: profile, organizations, and pending invitations for the verified address.',
    caller: 'signed-in',
    params: noParams,
    query: noQuery,
    body: undefined,
    answers: { 200: me },
    problems: [],
  }),
  getOrganization: operation({
    method: 'GET',
    path: organizationPath,
    summary: 'One organization with its limits and what is used of them.',
    caller: 'member',
    params: organizationParams,
    query: noQuery,
    body: undefined,
    answers: { 200: organization },
    problems: [],
  }),
  setAllowedEmailDomains: operation({
    method: 'PUT',
    path: `${organizationPath}/allowed-email-domains`,
    summary: 'Sets the domains whose addresses may be invited; none allows all. Affects new invitations only.',
    caller: 'admin',
    params: organizationParams,
    query: noQuery,
    body: allowedEmailDomains,
    answers: { 200: organization },
    problems: [],
  }),
  listTeams: operation({
    method: 'GET',
    path: `${organizationPath}/teams`,
    summary: 'Teams by name.',
    caller: 'member',
    params: organizationParams,
    query: pageQuery,
    body: undefined,
    answers: { 200: pageOf(team) },
    problems: ['invalid_cursor'],
  }),
  createTeam: operation({
    method: 'POST',
    path: `${organizationPath}/teams`,
    summary: 'Creates a team.',
    caller: 'admin',
    params: organizationParams,
    query: noQuery,
    body: newTeam,
    answers: { 201: team },
    problems: ['team_exists'],
  }),
  deleteTeam: operation({
    method: 'DELETE',
    path: `${organizationPath}/teams/{teamId}`,
    summary: 'Deletes a team. Members and invitations lose it; nobody loses their membership.',
    caller: 'admin',
    params: organizationParams.extend({ teamId: pathId }),
    query: noQuery,
    body: undefined,
    answers: { 204: undefined },
    problems: ['team_not_found'],
  }),
  listMembers: operation({
    method: 'GET',
    path: `${organizationPath}/members`,
    summary: 'Members by address.',
    caller: 'member',
    params: organizationParams,
    query: pageQuery.extend({
      role: role.optional(),
      teamId: pathId.optional(),
      emailPrefix: z
        .string()
        .max(254)
        .transform((text) => text.trim().toLowerCase())
        .optional(),
    }),
    body: undefined,
    answers: { 200: pageOf(member) },
    problems: ['invalid_cursor'],
  }),
  changeMember: operation({
    method: 'PATCH',
    path: `${organizationPath}/members/{userId}`,
    summary: "Changes a member's role, teams, or both.",
    caller: 'admin',
    params: memberParams,
    query: noQuery,
    body: memberChange,
    answers: { 200: member },
    problems: ['member_not_found', 'team_not_found', 'last_admin'],
  }),
  removeMember: operation({
    method: 'DELETE',
    path: `${organizationPath}/members/{userId}`,
    summary: 'Removes a member; members may remove themselves, which is leaving.',
    caller: 'member',
    params: memberParams,
    query: noQuery,
    body: undefined,
    answers: { 204: undefined },
    problems: ['forbidden', 'member_not_found', 'last_admin'],
  }),
  getOwnMembership: operation({
    method: 'GET',
    path: `${organizationPath}/members/me`,
    summary: "The caller's own membership.",
    caller: 'member',
    params: organizationParams,
    query: noQuery,
    body: undefined,
    answers: { 200: member },
    problems: [],
  }),
  sendInvitations: operation({
    method: 'POST',
    path: `${organizationPath}/invitations`,
    summary: 'Invites 1 to 1,000 addresses with one role and teams; each address gets its own outcome.',
    caller: 'admin',
    params: organizationParams,
    query: noQuery,
    headers: { 'Idempotency-Key': idempotencyKey },
    body: newInvitations,
    answers: { 200: invitationResults, 201: invitationResults, 207: invitationResults },
    problems: ['nothing_invited', 'team_not_found', 'idempotency_key_reused'],
  }),
  listInvitations: operation({
    method: 'GET',
    path: `${organizationPath}/invitations`,
    summary: 'Invitations, newest first.',
    caller: 'admin',
    params: organizationParams,
    query: pageQuery.extend({
      status: invitationStatus.optional(),
      email: emailFilter.optional(),
      invitedBy: z.string().max(128).optional(),
    }),
    body: undefined,
    answers: { 200: pageOf(invitation) },
    problems: ['invalid_cursor'],
  }),
  getInvitation: operation({
    method: 'GET',
    path: `${organizationPath}/invitations/{invitationId}`,
    summary: 'One invitation.',
    caller: 'admin',
    params: invitationParams,
    query: noQuery,
    body: undefined,
    answers: { 200: invitation },
    problems: ['invitation_not_found'],
  }),
  resendInvitation: operation({
    method: 'POST',
    path: `${organizationPath}/invitations/{invitationId}/resend`,
    summary: 'Sends the email of a pending invitation again: same link, same expiry.',
    caller: 'admin',
    params: invitationParams,
    query: noQuery,
    body: undefined,
    answers: { 200: invitation },
    problems: ['invitation_not_found', 'invitation_not_pending', 'resend_too_soon', 'resend_limit_reached'],
  }),
  revokeInvitation: operation({
    method: 'POST',
    path: `${organizationPath}/invitations/{invitationId}/revoke`,
    summary: 'Revokes a pending invitation: its link is dead from this moment.',
    caller: 'admin',
    params: invitationParams,
    query: noQuery,
    body: undefined,
    answers: { 200: invitation },
    problems: ['invitation_not_found', 'invitation_not_pending'],
  }),
  previewInvitation: operation({
    method: 'POST',
    path: '/v1/invitations/preview',
    summary: 'What an invitation link offers. Changes nothing.',
    caller: 'anyone',
    params: noParams,
    query: noQuery,
    body: invitationLink,
    answers: { 200: invitationPreview },
    problems: ['invitation_link_invalid', 'invitation_expired', 'invitation_revoked', 'invitation_accepted'],
  }),
  acceptInvitation: operation({
    method: 'POST',
    path: '/v1/invitations/accept',
    summary: 'Makes the caller a member, by the link or by the ids of an own pending invitation.',
    caller: 'signed-in',
    params: noParams,
    query: noQuery,
    body: acceptance,
    answers: { 200: acceptedInvitation },
    problems: [
      'invitation_link_invalid',
      'invitation_not_found',
      'invitation_expired',
      'invitation_revoked',
      'invitation_accepted',
      'email_not_verified',
      'email_mismatch',
      'already_member',
      'member_limit_reached',
    ],
  }),
  listAuditEvents: operation({
    method: 'GET',
    path: `${organizationPath}/audit-events`,
    summary: 'The audit log, newest first.',
    caller: 'admin',
    params: organizationParams,
    query: auditQuery,
    body: undefined,
    answers: { 200: pageOf(auditEvent) },
    csv: true,
    problems: ['invalid_cursor'],
  }),
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
