import { deliveryReasons } from '#core/contract/delivery-reasons.ts';
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
  newInvitationRequest,
  newInvitations,
  person,
  rejectedAddress,
} from '#core/contract/invitation.ts';
import { gatewayAnswer, problemBody, problemCode, problemFacts } from '#core/contract/problem-body.ts';
import { choice, named, shape } from './shape.ts';

const reasonList = Object.keys(deliveryReasons)
  .map((reason) => `\`${reason}\``)
  .join(', ');

const [invited, wouldInvite] = invitationResult.def.options;
const [alreadyInvited, overLimit, otherRejected] = rejectedAddress.def.options;
const otherRejections = otherRejected.shape.code.def.entries;
const [, ownInvitation] = acceptance.def.options;
const resultEmail = 'The normalized address, or the trimmed text if it is not a valid address.';
const rejectedFields = {
  email: resultEmail,
  outcome: 'Always `rejected`.',
  detail: 'The reason, as a sentence for people.',
};

export const namedInvitation = [
  named('Instant', instant, 'A time: ISO 8601 in UTC with milliseconds, `2026-11-03T09:30:00.000Z`. Sorts as text.'),
  named(
    'Role',
    role,
    '`admin` can do everything. `user` and `viewer` can read the organization, its members and teams; they differ in the rest of PartnerAlly only.',
  ),
  named(
    'InvitationStatus',
    invitationStatus,
    'A `pending` invitation can be accepted or revoked, and expires at `expiresAt`. The other statuses are final.',
  ),
  named(
    'Delivery',
    delivery,
    'The state of the latest email: `queued`; `sent`: accepted by the email service; `delivered` to the mailbox; `bounced`; `complained`: reported as spam; `failed`: not sent. `deliveryReason` has the reason why it bounced or failed. The invitation can be resent.',
  ),
  shape('Person', person, 'A person, with name and address at the time of the action.', {
    userId: "The person's id. Missing for an operator.",
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
      role: 'The role of the future member.',
      teamIds: 'Ids of the teams of the future member, without deleted ones.',
      status: 'The current status.',
      invitedBy: 'The inviter.',
      createdAt: 'The time of creation.',
      expiresAt:
        'The time from which it cannot be accepted: 7 days after creation, unless the deployment sets another lifetime.',
      sentCount: 'Number of emails sent or queued, including the first. At most five.',
      lastSentAt: 'The time at which the latest email was requested.',
      delivery: 'The state of the latest email.',
      deliveryReason: `The reason why the latest email was not delivered: one of ${reasonList}, or the status of the email service.`,
      acceptedAt: 'The time at which it was accepted.',
      acceptedBy: 'The person who accepted it.',
      revokedAt: 'The time at which it was revoked.',
      newInvitationRequestedAt: 'The time at which the invitee last requested a new invitation; `null` if never.',
      revokedBy: 'The person who revoked it. Missing if the system did, because a member now has its address.',
    },
  ),
  // Without a discriminator, because generators reject one if a member is a union. The values of `outcome` suffice.
  named('InvitationResult', invitationResult, 'The result for one address, as `outcome` tells.'),
  shape('InvitedAddress', invited, 'The address was invited, and its email is queued.', {
    email: resultEmail,
    outcome: 'Always `invited`.',
    invitation: 'The new invitation.',
  }),
  shape('WouldInviteAddress', wouldInvite, 'A dry run found that the address can be invited.', {
    email: resultEmail,
    outcome: 'Always `would_invite`.',
  }),
  choice(
    'RejectedAddress',
    rejectedAddress,
    'The address was not invited, or would not be. `code` has the reason and determines the other fields.',
    'code',
    {
      already_invited: 'AlreadyInvitedAddress',
      pending_limit_reached: 'AddressOverLimit',
      ...Object.fromEntries(Object.values(otherRejections).map((code) => [code, 'OtherRejectedAddress'])),
    },
  ),
  shape('AlreadyInvitedAddress', alreadyInvited, 'A pending invitation to the address exists.', {
    ...rejectedFields,
    code: 'Always `already_invited`.',
    invitationId: 'The pending invitation, which can be resent or revoked.',
  }),
  shape('AddressOverLimit', overLimit, 'The address would exceed the limit of pending invitations.', {
    ...rejectedFields,
    code: 'Always `pending_limit_reached`.',
    limit: 'The maximum number of pending invitations.',
  }),
  shape('OtherRejectedAddress', otherRejected, 'The address was not invited, for a reason without further fields.', {
    ...rejectedFields,
    code: 'The reason. `domain_not_allowed`: its domain is not among the allowed ones. `try_again`: it was not processed in time; send this address again.',
  }),
  shape('InvitationResults', invitationResults, 'The result for each address.', {
    results: 'One per distinct address, in the order of the request.',
    emailsLeftToday:
      'Dry runs only: the number of emails that the organization can still send before midnight UTC; `null` without a limit. Further emails fail.',
  }),
  shape('NewInvitations', newInvitations, 'Addresses to invite with one role and the same teams.', {
    emails:
      '1 to 1,000 addresses, one per string. Each is trimmed, converted to lower case, and its domain to ASCII (IDNA). Duplicates count once. An address that cannot be invited is an outcome, not an error.',
    role: 'The role for all addresses.',
    // Described in text: generators take a property with a default as always present, and require it.
    teamIds:
      'Ids of the teams for all addresses, at most 20; none by default. If one does not exist, the whole request is rejected with `team_not_found`.',
    dryRun:
      'Checks the addresses without writing or sending anything. The outcomes are then `would_invite` or `rejected`. Defaults to `false`.',
  }),
  shape('NewInvitationRequest', newInvitationRequest, 'The request for a new invitation, which admins can see.', {
    organizationName: "The organization's name.",
    requestedAt: 'The time of the request.',
  }),
  shape('InvitationPreview', invitationPreview, 'The terms of an invitation, for the holder of its link.', {
    organizationName: "The organization's name.",
    invitedBy: "The inviter's name.",
    role: 'The role of the future member.',
    maskedEmail: 'The invited address, masked, so that its owner recognizes which account to sign in with.',
    expiresAt: 'The time until which it can be accepted.',
  }),
  {
    ...shape('InvitationLink', invitationLink, 'The content of an invitation link.', {
      token: "The part after the `#` in the email's link.",
    }),
    without: Object.keys(ownInvitation.shape),
  },
  named(
    'Acceptance',
    acceptance,
    'The invitation to accept: the token of its link, or its two ids from `getMe`, but not both.',
  ),
  {
    ...shape('InvitationIds', ownInvitation, 'A pending invitation to the caller, as `getMe` lists it.', {
      invitationId: "The invitation's id.",
      organizationId: "The organization's id.",
    }),
    without: Object.keys(invitationLink.shape),
  },
  named(
    'ProblemCode',
    problemCode,
    'The error code for programs. Codes are stable, sentences may change, and new codes may be added.',
  ),
  shape('Problem', problemBody, 'The reason why a request failed (RFC 9457). Some codes have additional properties.', {
    type: 'The code as a URN.',
    title: 'A short summary.',
    status: 'The HTTP status.',
    detail: 'A sentence for people: what is wrong and what to do.',
    code: 'The error code for programs.',
    requestId: 'Identifies the request for support.',
  }),
  shape('InvalidValue', problemFacts.invalid_request.shape.errors.def.element, 'An invalid value.', {
    path: 'The path of the value: names and positions from the outside in, separated by dots. Empty for the whole body or query.',
    message: 'The error, in English.',
  }),
  shape(
    'GatewayAnswer',
    gatewayAnswer,
    "API Gateway's own response, before or instead of the API's. It is no problem document and has no code.",
    {
      message: 'For example `Unauthorized`.',
    },
  ),
];
