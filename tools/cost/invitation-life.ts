/** How often an invitation and the people around it cause a call, and which row of the ledger that call is. */
type Share = { readonly row: string; readonly times: number; readonly because: string };

/** Of a hundred invitations 80 are accepted, 5 revoked and 15 expire; 10 are sent once more. */
export const calls: readonly Share[] = [
  {
    row: 'sendInvitations: one address, places are limited, a team',
    times: 1,
    because: 'one by one, which is dearest: in a batch an address costs a fifth less',
  },
  { row: 'resendInvitation: without a team', times: 0.1, because: 'one in ten' },
  { row: 'previewInvitation: by link', times: 2, because: 'the invitee, and a mail scanner that runs scripts' },
  { row: 'getMe: one organization, one open invitation', times: 3, because: 'sign-in, and two visits of the console' },
  { row: 'acceptInvitation: places are limited, two teams', times: 0.8, because: 'accepted' },
  { row: 'revokeInvitation: places are limited', times: 0.05, because: 'revoked' },
  { row: 'getOrganization: places are limited', times: 2, because: 'two visits of the console' },
  { row: 'listMembers: a page of 50, in two teams', times: 2, because: 'two visits of the console' },
  { row: 'listInvitations: a page of 50 pending', times: 1, because: 'an admin looks after it' },
  { row: 'listAuditEvents: a page of 50 of a category', times: 0.1, because: 'an auditor, now and then' },
];

/** What is done behind the API, without anybody asking. */
export const triggers: readonly Share[] = [
  { row: 'preTokenGeneration: the first sign-in', times: 0.8, because: 'everyone who accepts is new' },
  { row: 'queueEmails: one email', times: 1.1, because: 'each email' },
  { row: 'sendInvitationEmail: one email', times: 1.1, because: 'sent, and one in ten sent again' },
  { row: 'recordDelivery: delivered', times: 1.1, because: 'each email, delivered' },
  {
    row: 'recordChanges: one audit event',
    times: 2.9,
    because: 'sent 1, resent 0.1, accepted 0.8, joined 0.8, revoked 0.05, expired 0.15',
  },
  { row: 'recordChanges: an invitation expires', times: 0.15, because: 'expired' },
];

/** What is no request to DynamoDB, for one invitation. */
export const perInvitation = {
  emails: 1.1,
  /** People who sign in in its month: who accepts, and the admin who invites ten. */
  activeUsers: 0.9,
  /** Kept for good: the invitation and its copies in two indexes, member, claim, user, 2.9 events in three places. */
  storedKilobytes: 3 * 1 + 2 * 0.6 + 0.3 + 0.4 + 2.9 * 3 * 0.6,
  /** The console's first load, for the invitee and for an admin's two visits among ten invitations. */
  deliveredKilobytes: 250 * 1.2,
  deliveredRequests: 25,
};

/** Assumed, and to be corrected from the bill: billed time and log lines of a call. */
export const perCall = { milliseconds: 60, memoryGigabytes: 0.5, logKilobytes: 1.2 };
