/** The number of calls that an invitation causes, with the row of the ledger. */
type Share = { readonly row: string; readonly times: number; readonly because: string };

/** API calls. Of a hundred invitations 80 are accepted, 5 revoked and 15 expire; 10 are resent. */
export const calls: readonly Share[] = [
  {
    row: 'sendInvitations: one address, a pending limit, a team',
    times: 1,
    because: 'one by one, the most expensive way: in a batch an address costs a fifth less',
  },
  { row: 'resendInvitation: without a team', times: 0.1, because: 'one in ten' },
  { row: 'previewInvitation: by link', times: 2, because: 'the invitee, and an email scanner that runs scripts' },
  { row: 'getMe: one organization, one open invitation', times: 3, because: 'sign-in, and two visits of the console' },
  { row: 'acceptInvitation: a pending limit, two teams', times: 0.8, because: 'accepted' },
  { row: 'revokeInvitation: a pending limit', times: 0.05, because: 'revoked' },
  { row: 'getOrganization: a pending limit', times: 2, because: 'two visits of the console' },
  { row: 'listMembers: a page of 50, in two teams', times: 2, because: 'two visits of the console' },
  { row: 'listInvitations: a page of 50 pending', times: 1, because: 'an admin checks it' },
  { row: 'listAuditEvents: a page of 50 in a category', times: 0.1, because: 'an occasional audit' },
];

/** Asynchronous processing. */
export const triggers: readonly Share[] = [
  { row: 'preTokenGeneration: the first sign-in', times: 0.8, because: 'all who accept are new' },
  { row: 'queueEmails: one email', times: 1.1, because: 'each email' },
  { row: 'sendInvitationEmail: one email', times: 1.1, because: 'sent, and one in ten resent' },
  { row: 'recordDelivery: delivered', times: 1.1, because: 'each email, delivered' },
  {
    row: 'recordChanges: one audit event',
    times: 2.9,
    because: 'sent 1, resent 0.1, accepted 0.8, joined 0.8, revoked 0.05, expired 0.15',
  },
  { row: 'recordChanges: an invitation expires', times: 0.15, because: 'expired' },
];

/** Everything except requests to DynamoDB, per invitation. */
export const perInvitation = {
  emails: 1.1,
  /** People who sign in in that month: 0.8 invitees, and a tenth of an admin who invites ten. */
  activeUsers: 0.9,
  /** Stored permanently: the invitation and its copies in two indexes, member, claim, user, 2.9 events in three places. */
  storedKilobytes: 3 * 1 + 2 * 0.6 + 0.3 + 0.4 + 2.9 * 3 * 0.6,
  /** The console's first load, for the invitee and for an admin's two visits among ten invitations. */
  deliveredKilobytes: 250 * 1.2,
  deliveredRequests: 25,
};

/** Assumed duration and log volume of an invocation, to be corrected from the bill. */
export const perCall = { milliseconds: 60, memoryGigabytes: 0.5, logKilobytes: 1.2 };
