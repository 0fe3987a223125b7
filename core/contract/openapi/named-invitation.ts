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
const resultEmail = 'The address in the form that it is kept in, or as given (trimmed) where it is no address.';
const rejectedFields = {
  email: resultEmail,
  outcome: 'Always `rejected`.',
  detail: 'Why not, in a sentence for a person.',
};

export const namedInvitation = [
  named('Instant', instant, 'A moment: ISO 8601 in UTC with milliseconds, `2026-11-03T09:30:00.000Z`. Sorts as text.'),
  named(
    'Role',
    role,
    '`admin` may do everything; `user` and `viewer` may read the organization, its members and teams. These two differ in the rest of PartnerAlly, not here.',
  ),
  named(
    'InvitationStatus',
    invitationStatus,
    'Only a `pending` invitation can change: by accepting, by revoking, or by the clock, at `expiresAt`.',
  ),
  named(
    'Delivery',
    delivery,
    'What became of the latest email: `queued`; `sent`, which the mail service took; `delivered` to the mailbox; `bounced` back; `complained`: reported as spam; `failed`: not sent. `deliveryReason` says why it bounced or failed; it can be resent.',
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
      deliveryReason: `Why the latest email was not delivered: one of ${reasonList}, or what the mail service said.`,
      acceptedAt: 'When it was accepted.',
      acceptedBy: 'Who accepted it.',
      revokedAt: 'When it was revoked.',
      newInvitationRequestedAt: 'When the invitee last asked for a new invitation; `null` where they have not.',
      revokedBy: 'Who revoked it. Missing where the system did, because a member has come to its address.',
    },
  ),
  // Without a discriminator, because generators reject one whose member is a union. The values of `outcome` are enough.
  named('InvitationResult', invitationResult, 'What became of one address; `outcome` tells which of the three it is.'),
  shape('InvitedAddress', invited, 'The address was invited; its email is on the way.', {
    email: resultEmail,
    outcome: 'Always `invited`.',
    invitation: 'The new invitation.',
  }),
  shape('WouldInviteAddress', wouldInvite, 'A dry run found nothing against inviting the address.', {
    email: resultEmail,
    outcome: 'Always `would_invite`.',
  }),
  choice(
    'RejectedAddress',
    rejectedAddress,
    'The address was not invited, or would not be; `code` tells why, and so what else is said.',
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
    invitationId: 'The pending invitation: it can be resent or revoked.',
  }),
  shape('AddressOverLimit', overLimit, "The plan's limit of pending invitations left no place for the address.", {
    ...rejectedFields,
    code: 'Always `pending_limit_reached`.',
    limit: 'How many invitations may be pending at once.',
  }),
  shape('OtherRejectedAddress', otherRejected, 'The address was not invited for a reason that needs no more words.', {
    ...rejectedFields,
    code: 'Why not. `domain_not_allowed`: its domain is not among the allowed ones. `try_again`: time ran out before its turn; send this address again.',
  }),
  shape('InvitationResults', invitationResults, 'What became of each address.', {
    results: 'One for each different address, in the order given.',
    emailsLeftToday:
      'In a dry run: how many emails the organization can still send before midnight UTC; `null` without a limit. Emails beyond it fail.',
  }),
  shape('NewInvitations', newInvitations, 'Whom to invite, to what.', {
    emails:
      'Addresses, one per string, 1 to 1,000. Each is trimmed, lower-cased, and its domain turned into ASCII (IDNA); the same address twice counts once. One that cannot be invited is an outcome, not an error.',
    role: 'The role of all of them.',
    // Described in text: generators take a property with a default as always present, and require it.
    teamIds:
      'Ids of the teams of all of them, at most 20; none where it is missing. One that does not exist refuses the whole request: `team_not_found` names it.',
    dryRun:
      'Only judge: write and send nothing. The outcome is then `would_invite` or `rejected`. `false` where it is missing.',
  }),
  shape('NewInvitationRequest', newInvitationRequest, 'The request for a new invitation, which admins see now.', {
    organizationName: 'Where to.',
    requestedAt: 'When it was asked for.',
  }),
  shape('InvitationPreview', invitationPreview, 'What an invitation link offers.', {
    organizationName: 'Where to.',
    invitedBy: 'Who invited: the name.',
    role: 'The role that the person will have.',
    maskedEmail: 'The invited address, masked: enough for its owner to know which account to sign in with.',
    expiresAt: 'Until when it can be accepted.',
  }),
  {
    ...shape('InvitationLink', invitationLink, 'What the invitation link holds.', {
      token: 'What follows `#` in the link of the email.',
    }),
    without: Object.keys(ownInvitation.shape),
  },
  named(
    'Acceptance',
    acceptance,
    'The invitation to accept: by the token of its link, or by its two ids, as `getMe` lists them; never both.',
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
    'What is wrong, for programs: codes stay, sentences may change, and new codes may come.',
  ),
  shape(
    'Problem',
    problemBody,
    'Why a request was refused (RFC 9457). Some codes say more, in properties of their own.',
    {
      type: 'The code as a URN.',
      title: 'What is wrong, in a few words.',
      status: 'The HTTP status.',
      detail: 'What is wrong and what to do, in a sentence for a person.',
      code: 'What is wrong, for programs.',
      requestId: 'Tells support which request it was.',
    },
  ),
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
