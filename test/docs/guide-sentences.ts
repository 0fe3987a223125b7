/** A sentence of the customers' guide, or a further promise of the pages. Tests name it by `tag`. */
export type Sentence = { readonly tag: string; readonly sentence: string; readonly page: string };

const on =
  (page: string) =>
  (name: string, sentence: string): Sentence => ({ tag: `guide/${name}`, sentence, page });

const onTheSidebar = on('The sidebar');
const onMembers = on('Members');
const onInviteMembers = on('Invite Members');
const onPendingInvitations = on('Pending Invitations');
const onAnInvitation = on('An invitation');
const onTheLinkPendingInvitations = on('The link; Pending Invitations');
const onTheLink = on('The link');
const onOpenInvitations = on('Open invitations');
const onEveryPage = on('Every page');
const onOrganization = on('Organization');
const onTheProfileMenu = on('The profile menu');
const onAuditLog = on('Audit Log');
const onPendingInvitationsMembers = on('Pending Invitations, Members');
const onTeams = on('Teams');
const onMembersPendingInvitations = on('Members, Pending Invitations');
const onEveryPageListsWithoutRowsDialogs = on('Every page, lists without rows, dialogs');

export const guideSentences: readonly Sentence[] = [
  onTheSidebar('open-members', 'Click Settings in the sidebar. Click "Members": opens the member list.'),
  onMembers('open-invite-dialog', 'Click "Invite Members": opens invitation dialog.'),
  onInviteMembers(
    'send-one',
    'Enter email address, select role, select teams (optional), send invitation: email is sent immediately.',
  ),
  onInviteMembers('enter-several', 'Enter multiple emails: separate with commas or new lines.'),
  onInviteMembers(
    'one-role-per-batch',
    'All invitees get the same role and join the same teams. For different roles, send separate batches.',
  ),
  onInviteMembers('send-all', 'Send All: invitations sent to everyone.'),
  onInviteMembers('role-selection', 'Role selection: when to use Admin, User and Viewer.'),
  onMembers('filter-invited', 'Go to Members, filter by "Invited" status.'),
  onPendingInvitations('pending-tab', 'Or click "Pending Invitations" tab. Pending: sent, not yet accepted.'),
  onPendingInvitations('status-accepted', 'Accepted: user has joined.'),
  onPendingInvitations('status-expired', 'Expired: not accepted in time.'),
  onPendingInvitations('status-revoked', 'Revoked: canceled by admin.'),
  onMembers('resend-among-members', 'Find pending invitation in the member list, click Resend: new email is sent.'),
  onPendingInvitations('resend-in-pending', 'Or in the pending tab.'),
  onAnInvitation(
    'not-received',
    'Ask invitees to check their spam folder, verify the address, ask IT, resend, try a different address.',
  ),
  onPendingInvitations('revoke', 'Click Revoke: invitation is canceled. Confirm: link becomes invalid.'),
  onAnInvitation(
    'no-editing',
    'You cannot edit a pending invitation: revoke it, and send a new one. You cannot extend.',
  ),
  onAnInvitation('expires-after-7-days', 'Invitations expire after 7 days by default.'),
  onTheLinkPendingInvitations(
    'expired',
    'When an invitation expires, link no longer works, invitee sees error if they click, it shows as "Expired", and a new invitation can be sent.',
  ),
  onTheLink(
    'new-user',
    'For new users: click invitation link, sign in with Google, account is created automatically, joined to your organization.',
  ),
  onOpenInvitations(
    'existing-user',
    'For existing users: sign in with existing Google account, added to your organization.',
  ),
  onEveryPage('switch-organizations', 'Can switch between organizations.'),
  onInviteMembers(
    'domain-limits',
    'Only emails from allowed domains can be invited; attempting to invite restricted domains shows error.',
  ),
  onOrganization(
    'change-domains',
    'Go to Organization Settings, find "Allowed Email Domains", add or remove domains, save changes.',
  ),
  onOrganization('domains-affect-new-only', 'Domain restrictions only affect new invitations.'),
  onOrganization('domains-keep-members', 'Existing members are not removed if you change restrictions.'),
  onTheLink('link-expired', 'Invalid invitation link: invitation may have expired.'),
  onTheLink('link-revoked', 'Invitation may have been revoked.'),
  onTheLink('link-incomplete', 'Link may be incomplete (copied incorrectly). Ask admin to send new invitation.'),
  onTheLink(
    'already-a-member',
    'If invitee sees "already a member", they may have joined via another invitation; check the member list; no action needed.',
  ),
  onTheProfileMenu(
    'leave-wrong-organization',
    'If someone joins the wrong organization, they can leave the incorrect one.',
  ),
  onInviteMembers(
    'standard-limit',
    'Standard: 50 pending invitations. Revoke old ones, or wait for pending to accept or expire.',
  ),
  onOrganization('enterprise-unlimited', 'Enterprise: unlimited pending.'),
  onOrganization(
    'plan-specifics',
    "Check your plan for specifics. Contact support if you need more. Pending invitations don't count toward member limits.",
  ),
  onAuditLog(
    'activity-logged',
    'All invitation activity is tracked: when sent, who sent, when accepted, expired or revoked, role assigned.',
  ),
  onAuditLog(
    'view-history',
    'Go to Audit Log (Admin section), filter by "Invitation" events, see full invitation history.',
  ),
  onTheLink(
    'invite-again-after-leaving',
    'Can I invite someone who previously left? They join as a new member; previous assignments are not restored.',
  ),
  onMembers('invitees-keep-their-role', 'Can invitees change their assigned role? No, only admins can change roles.'),
  onMembers('admins-change-roles', 'Only admins can change roles after they join.'),
  onMembers('remove-wrong-person', 'What if I invited the wrong person? If they already accepted, remove them.'),
  onPendingInvitationsMembers(
    'accepted-and-active',
    'The status changes to "Accepted" and the user appears in the member list as "Active".',
  ),
  onTeams('teams', 'Teams: create teams for new members.'),
];

export const pagePromises: readonly Sentence[] = [
  onTheLink('wrong-account', 'A wrong account changes nothing and can be switched.'),
  onTheLink('used-link', 'A used link opens the organization for the person who used it.'),
  onTheLink('damaged-link', 'A link opens in whatever form a mail client left it.'),
  onTheLink('signed-in-invitee', 'An invitee who is signed in accepts at once.'),
  onTheLink('dead-link-offers-others', "A dead link offers the person's other invitations."),
  onOpenInvitations('switch-account', 'A person can switch to another Google account.'),
  onEveryPage('new-tab', 'A new tab is signed in by itself.'),
  onEveryPage('back-after-sign-in', 'Back works after signing in.'),
  onTheLink('storage-blocked', 'The link works in a browser that stores nothing for the site.'),
  onEveryPage('slow-network', 'On a slow network something is painted before any script.'),
  onTheLink('inside-other-apps', 'Inside other apps, where Google sign-in does not work, the page says what to do.'),
  onInviteMembers('interrupted', 'An interrupted batch can be resumed, and invites each person once.'),
  onInviteMembers('closing-asks', 'Closing the dialog never loses input without asking.'),
  onMembersPendingInvitations(
    'undelivered',
    'An undelivered email is shown, and its invitation still counts toward the limit.',
  ),
  onPendingInvitations('several-at-once', 'Several invitations can be changed at once.'),
  onPendingInvitations('change-of-several-is-safe', 'A change of several invitations is not interrupted by accident.'),
  onMembersPendingInvitations('long-lists', 'Lists of thousands stay quick.'),
  onMembers('find-members', 'Members are found by any word of their name or by their email, and sorted.'),
  onMembers('several-members', 'Several members can be changed or removed at once, after a preview.'),
  onMembersPendingInvitations('access-review', 'Members and invitations can be downloaded as CSV.'),
  onPendingInvitations('invite-several-again', 'Several people can be invited again, each with their role and teams.'),
  onTheLink('ask-for-new', 'An invitee whose link has expired can ask for a new invitation.'),
  onInviteMembers('from-file', 'Addresses can come from a CSV or text file, which stays in the browser.'),
  onOrganization('unsaved-input', 'Unsaved input survives the end of a session.'),
  onEveryPage('offline', 'The console works without a network as far as it can.'),
  onEveryPage('failing-api', 'A failing API shows the request id and a retry.'),
  onPendingInvitations('keyboard', 'Everything works with the keyboard alone.'),
  onEveryPage('small-first-load', 'Every first load is small.'),
  onEveryPageListsWithoutRowsDialogs('accessible', 'axe finds no violation, in light and in dark.'),
];
