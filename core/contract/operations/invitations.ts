import * as z from 'zod/mini';
import { emailPrefix } from '#core/contract/email-address.ts';
import { emailField } from '#core/contract/email-field.ts';
import {
  idempotencyKey,
  noParams,
  noQuery,
  organizationParams,
  pageOf,
  pageQuery,
  pathId,
} from '#core/contract/fields.ts';
import {
  acceptance,
  invitation,
  invitationLink,
  invitationPreview,
  invitationResults,
  invitationStatus,
  newInvitationRequest,
  newInvitations,
} from '#core/contract/invitation.ts';
import { type Operation, operation } from '#core/contract/operation.ts';
import { acceptedInvitation } from '#core/contract/organization.ts';
import { organizationPath } from './organizations.ts';

const invitationParams = z.extend(organizationParams, { invitationId: pathId });

const invitationQuery = z
  .extend(pageQuery, {
    status: z.optional(invitationStatus),
    email: z.optional(emailField),
    emailPrefix: z.optional(z.pipe(z.string(), z.transform(emailPrefix))),
    invitedBy: z.optional(pathId),
    newInvitationRequested: z.optional(
      z.pipe(
        z.literal('true', 'must be true'),
        z.transform(() => true as const),
      ),
    ),
  })
  .check(
    z.refine((query) => query.emailPrefix === undefined || query.status === 'pending', {
      path: ['emailPrefix'],
      message: 'needs status=pending',
    }),
  );

export const invitationOperations = {
  sendInvitations: operation({
    method: 'POST',
    path: `${organizationPath}/invitations`,
    summary: 'Invites 1 to 1,000 addresses with one role and teams; each address gets its own outcome.',
    caller: 'admin',
    params: organizationParams,
    query: noQuery,
    headers: { 'Idempotency-Key': idempotencyKey },
    body: newInvitations,
    largeBody: true,
    answers: { 200: invitationResults, 201: invitationResults, 207: invitationResults },
    problems: ['organization_paused', 'nothing_invited', 'team_not_found', 'idempotency_key_reused'],
  }),
  listInvitations: operation({
    method: 'GET',
    path: `${organizationPath}/invitations`,
    summary: 'Invitations, newest first; pending ones by the beginning of the address.',
    caller: 'admin',
    params: organizationParams,
    query: invitationQuery,
    body: undefined,
    answers: { 200: pageOf(invitation) },
    csv: true,
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
    problems: [
      'organization_paused',
      'invitation_not_found',
      'invitation_not_pending',
      'resend_too_soon',
      'recipient_limit_reached',
      'resend_limit_reached',
    ],
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
  requestNewInvitation: operation({
    method: 'POST',
    path: '/v1/invitations/request-new',
    summary: 'Asks the organization for a new invitation in place of an expired one.',
    caller: 'signed-in',
    params: noParams,
    query: noQuery,
    body: invitationLink,
    answers: { 200: newInvitationRequest },
    problems: [
      'invitation_link_invalid',
      'invitation_revoked',
      'invitation_accepted',
      'email_not_verified',
      'email_mismatch',
      'invitation_pending',
      'already_member',
      'request_limit_reached',
      'requested_recently',
    ],
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
      'recent_sign_in_required',
      'invitation_link_required',
      'already_member',
      'member_limit_reached',
    ],
  }),
} as const satisfies Record<string, Operation>;
