import { auditCategory, auditDetails, auditEvent, auditEventType } from '#core/contract/audit-event.ts';
import { instant, role } from '#core/contract/fields.ts';
import {
  acceptance,
  delivery,
  invitation,
  invitationLink,
  invitationPreview,
  invitationResult,
  invitationResults,
  invitationStatus,
  newInvitations,
  person,
} from '#core/contract/invitation.ts';
import { gatewayAnswer, problemBody, problemCode, problemFacts } from '#core/contract/problem-body.ts';
import { named, shape } from './shape.ts';

const [invited, wouldInvite, rejected] = invitationResult.def.options;
const [, ownInvitation] = acceptance.def.options;
const resultEmail = 'The address in the form that it is kept in, or as given (trimmed) where it is no address.';

export const namedInvitation = [
  named('Instant', instant, 'A moment: ISO 8601 in UTC with milliseconds, `2026-11-03T09:30:00.000Z`. Sorts as text.'),
  named(
    'Role',
    role,
    '`admin` may do everything; `user` and `viewer` may read the organization, its members and teams.',
  ),
  named(
    'InvitationStatus',
    invitationStatus,
    'Only a `pending` invitation can change: by accepting, by revoking, or by the clock, at `expiresAt`.',
  ),
  named(
    'Delivery',
    delivery,
    'What became of the latest email. `failed`: it was not sent, `deliveryReason` says why; it can be resent.',
  ),
  shape('Person', person, 'Who did something, with name and address as they were then.', {
    userId: "The person's id. Missing where an operator did it.",
    name: 'Name.',
    email: 'Address.',
  }),
  shape(
    'Invitation',
    invitation,
    'An offer of membership to one address. It can be accepted, resent and revoked, not edited.',
    {
      id: "The invitation's id. Ids sort by creation.",
      organizationId: 'The organization that invites.',
      email: 'The invited address.',
      role: 'The role that the person will have.',
      teamIds: 'Ids of the teams that the person will be in, without those deleted since.',
      status: 'What became of it.',
      invitedBy: 'Who invited.',
      createdAt: 'When it was made.',
      expiresAt:
        'From this moment on it cannot be accepted: 7 days after it was made, unless the deployment says otherwise.',
      sentCount: 'Emails sent or to be sent, the first included. There are five at most.',
      lastSentAt: 'When the latest email was asked for.',
      delivery: 'What became of the latest email.',
      deliveryReason: 'Why the latest email was not delivered, for example `recipient_limit_reached`.',
      acceptedAt: 'When it was accepted.',
      acceptedBy: 'Who accepted it.',
      revokedAt: 'When it was revoked.',
      revokedBy: 'Who revoked it.',
    },
  ),
  named('InvitationResult', invitationResult, 'What became of one address; `outcome` tells which of the three it is.', {
    discriminator: {
      propertyName: 'outcome',
      mapping: Object.fromEntries(
        [
          ['invited', 'InvitedAddress'],
          ['would_invite', 'WouldInviteAddress'],
          ['rejected', 'RejectedAddress'],
        ].map(([outcome, name]) => [outcome, `#/components/schemas/${name}`]),
      ),
    },
  }),
  shape('InvitedAddress', invited, 'The address was invited; its email is on the way.', {
    email: resultEmail,
    outcome: 'Always `invited`.',
    invitation: 'The new invitation.',
  }),
  shape('WouldInviteAddress', wouldInvite, 'A dry run found nothing against inviting the address.', {
    email: resultEmail,
    outcome: 'Always `would_invite`.',
  }),
  shape('RejectedAddress', rejected, 'The address was not invited, or would not be.', {
    email: resultEmail,
    outcome: 'Always `rejected`.',
    code: 'Why not. `try_again`: time ran out before its turn; send this address again.',
    detail: 'Why not, in a sentence for a person.',
    invitationId: 'With `already_invited`: the pending invitation.',
    limit: "With `pending_limit_reached`: the plan's limit.",
  }),
  shape('InvitationResults', invitationResults, 'What became of each address.', {
    results: 'One for each different address, in the order given.',
  }),
  shape('NewInvitations', newInvitations, 'Whom to invite, to what.', {
    emails:
      'Addresses, one per string, 1 to 1,000. Each is trimmed, lower-cased, and its domain turned into ASCII (IDNA); the same address twice counts once. One that cannot be invited is an outcome, not an error.',
    role: 'The role of all of them.',
    teamIds: 'Ids of the teams of all of them, at most 20. One that does not exist refuses the whole request.',
    dryRun: 'Only judge: write and send nothing. The outcome is then `would_invite` or `rejected`.',
  }),
  shape('InvitationPreview', invitationPreview, 'What an invitation link offers.', {
    organizationName: 'Where to.',
    invitedBy: 'Who invited: the name.',
    role: 'The role that the person will have.',
    maskedEmail: 'The invited address, masked: enough for its owner to know which account to sign in with.',
    expiresAt: 'Until when it can be accepted.',
  }),
  shape('InvitationLink', invitationLink, 'What the invitation link holds.', {
    token: 'What follows `#` in the link of the email.',
  }),
  named(
    'Acceptance',
    acceptance,
    'The invitation to accept: by the token of its link, or by its two ids, as `getMe` lists them.',
  ),
  shape('InvitationIds', ownInvitation, 'A pending invitation to the caller, as `getMe` lists it.', {
    invitationId: "The invitation's id.",
    organizationId: "The organization's id.",
  }),
  named('AuditCategory', auditCategory, 'What an event is about: the word before the dot of its type.'),
  named('AuditEventType', auditEventType, 'What happened.'),
  shape('AuditEvent', auditEvent, 'One line of the audit log. Nothing changes or deletes one.', {
    id: "The event's id.",
    type: 'What happened.',
    category: 'What it is about.',
    occurredAt: 'When it happened.',
    actor: 'Who did it.',
    subject: 'What it was done to.',
    details: 'The facts, as they were then.',
  }),
  shape('AuditActor', auditEvent.shape.actor, 'Who did it.', {
    type: '`user`: a person, named by the other fields. `system`: the product itself, by the clock (no other fields) or by its operator (name and address of the product).',
    userId: "The person's id. Missing where an operator did it.",
    name: 'Name, as it was then.',
    email: 'Address, as it was then.',
  }),
  shape('AuditSubject', auditEvent.shape.subject, 'What it was done to.', {
    type: 'What `id` is the id of.',
    id: 'Id of the invitation, member (`userId`), organization or team.',
    email: 'Address of the invitation or member.',
  }),
  shape('AuditDetails', auditDetails, 'The facts of an event; which there are depends on its type.', {
    email: 'Address of the invitation or member.',
    role: 'Role of the invitation or member.',
    teamIds: 'Ids of the teams of the invitation or member.',
    expiresAt: 'When the invitation expires or expired.',
    from: 'What it was before the change.',
    to: 'What it is since the change.',
    name: 'Name of the organization or team.',
    reason: 'Why an email was not delivered.',
  }),
  named(
    'ProblemCode',
    problemCode,
    'What is wrong, for programs: codes stay, sentences may change, and new codes may come.',
  ),
  shape('Problem', problemBody, 'Why a request was refused (RFC 9457). Some codes say more, in members of their own.', {
    type: 'The code as a URN.',
    title: 'What is wrong, in a few words.',
    status: 'The HTTP status.',
    detail: 'What is wrong and what to do, in a sentence for a person.',
    code: 'What is wrong, for programs.',
    requestId: 'Tells support which request it was.',
  }),
  shape('InvalidValue', problemFacts.invalid_request.shape.errors.def.element, 'A value that does not fit.', {
    path: 'Where it is: names and positions from the outside in, between dots. Empty: the body or the query as a whole.',
    message: 'What is wrong with it, in English.',
  }),
  shape(
    'GatewayAnswer',
    gatewayAnswer,
    'What the API gateway answers itself, before or instead of the API: no problem, and no code.',
    {
      message: 'For example `Unauthorized`.',
    },
  ),
];
