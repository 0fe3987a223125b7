import { day, type Invitation, lifetime, type Member, type Organization, type Person, second } from './model.ts';

/** A status, with the problem code of an error. */
export type Verdict = { readonly status: number; readonly code?: string };

const refused = (status: number, code: string): Verdict => ({ status, code });
const ok: Verdict = { status: 200 };

export const statusAt = ({ end, expiresAt }: Invitation, now: number) => {
  if (end) return end.status;
  return expiresAt <= now ? 'expired' : 'pending';
};

export const pendingOf = ({ invitations }: Organization, now: number): Invitation[] =>
  invitations.filter((invitation) => statusAt(invitation, now) === 'pending');

export const memberIn = ({ members }: Organization, userId: string): Member | undefined =>
  members.find((member) => member.userId === userId);

const adminsOf = ({ members }: Organization): number => members.filter(({ role }) => role === 'admin').length;

/** Non-members get 404 as for an unknown organization; members without permission get 403. */
export const mayAdminister = (organization: Organization, { userId }: Person): Verdict => {
  const member = memberIn(organization, userId);
  if (!member) return refused(404, 'organization_not_found');
  return member.role === 'admin' ? ok : refused(403, 'forbidden');
};

/** Typed text, with the normalized address if it is valid. */
export type Typed = { readonly text: string; readonly email: string | undefined };

export type Outcome = {
  readonly email: string;
  readonly code: string;
  readonly invitationId?: string;
  readonly limit?: number;
};

/** Returns the result for each address, in order. */
export const judgeInviting = (organization: Organization, typed: readonly Typed[], now: number): Outcome[] => {
  const { domains, members, pendingLimit } = organization;
  const pending = pendingOf(organization, now);
  let left = pendingLimit === null ? Number.POSITIVE_INFINITY : pendingLimit - pending.length;
  const judge = (email: string): Outcome => {
    if (domains.length > 0 && !domains.includes(email.split('@')[1] ?? ''))
      return { email, code: 'domain_not_allowed' };
    if (members.some((member) => member.email === email)) return { email, code: 'already_member' };
    const invitation = pending.find((one) => one.email === email);
    if (invitation) return { email, code: 'already_invited', invitationId: invitation.id };
    if (left <= 0)
      return { email, code: 'pending_limit_reached', ...(pendingLimit !== null && { limit: pendingLimit }) };
    left -= 1;
    return { email, code: 'invited' };
  };
  const once = new Map(typed.map(({ text, email }) => [email ?? text.trim(), email]));
  return [...once].map(([text, email]) =>
    email === undefined ? { email: text, code: 'invalid_email' } : judge(email),
  );
};

/** Returns 201 if all were invited, 207 if some, 422 if none. */
export const statusOfInviting = (outcomes: readonly Outcome[]): Verdict => {
  const invited = outcomes.filter(({ code }) => code === 'invited').length;
  if (invited === 0) return refused(422, 'nothing_invited');
  return { status: invited === outcomes.length ? 201 : 207 };
};

export const judgeResending = (invitation: Invitation, now: number): Verdict => {
  if (statusAt(invitation, now) !== 'pending') return refused(409, 'invitation_not_pending');
  if (invitation.mailings.length >= 5) return refused(409, 'resend_limit_reached');
  const last = invitation.mailings.at(-1)?.at ?? 0;
  return now - last < 60 * second ? refused(429, 'resend_too_soon') : ok;
};

export const judgeRevoking = (invitation: Invitation, now: number): Verdict =>
  statusAt(invitation, now) === 'pending' ? ok : refused(409, 'invitation_not_pending');

/** Accepting again returns the membership while it is the one that this invitation created. */
const hasAccepted = ({ id, end }: Invitation, { userId }: Person, member: Member | undefined): boolean =>
  end?.status === 'accepted' && end.by === userId && member?.invitationId === id;

export const judgeAccepting = (
  organization: Organization,
  invitation: Invitation,
  person: Person,
  by: 'token' | 'ids',
  now: number,
): Verdict => {
  const { members, memberLimit } = organization;
  const member = memberIn(organization, person.userId);
  const own = person.email === invitation.email;
  if (by === 'ids' && !own) return refused(404, 'invitation_not_found');
  const status = statusAt(invitation, now);
  if (status !== 'pending') return hasAccepted(invitation, person, member) ? ok : refused(410, `invitation_${status}`);
  if (!person.verified) return refused(403, 'email_not_verified');
  if (!own) return refused(403, 'email_mismatch');
  if (member) return refused(409, 'already_member');
  return memberLimit !== null && members.length >= memberLimit ? refused(409, 'member_limit_reached') : ok;
};

const mostRequests = 3;

export const judgeAsking = (
  organization: Organization,
  invitation: Invitation,
  person: Person,
  now: number,
): Verdict => {
  const status = statusAt(invitation, now);
  if (status === 'revoked' || status === 'accepted') return refused(410, `invitation_${status}`);
  if (!person.verified) return refused(403, 'email_not_verified');
  if (person.email !== invitation.email) return refused(403, 'email_mismatch');
  if (status === 'pending') return refused(409, 'invitation_pending');
  if (memberIn(organization, person.userId)) return refused(409, 'already_member');
  const { requests } = invitation;
  if (requests.length >= mostRequests) return refused(409, 'request_limit_reached');
  return now - (requests.at(-1) ?? 0) < day ? refused(429, 'requested_recently') : ok;
};

/** The last admin can't leave, be removed or lose the role. */
const losesLastAdmin = (organization: Organization, member: Member): boolean =>
  member.role === 'admin' && adminsOf(organization) === 1;

export const judgeRemoving = (organization: Organization, by: Person, userId: string): Verdict => {
  const right = mayAdminister(organization, by);
  if (right.status === 404 || (right.status === 403 && by.userId !== userId)) return right;
  const member = memberIn(organization, userId);
  if (!member) return refused(404, 'member_not_found');
  return losesLastAdmin(organization, member) ? refused(409, 'last_admin') : { status: 204 };
};

export const judgeChanging = (
  organization: Organization,
  userId: string,
  change: { readonly role?: string | undefined; readonly teamIds?: readonly string[] },
): Verdict => {
  const member = memberIn(organization, userId);
  if (!member) return refused(404, 'member_not_found');
  const exist = (change.teamIds ?? []).every((id) =>
    organization.teams.some((team) => team.id === id && !team.deleted),
  );
  if (!exist) return refused(422, 'team_not_found');
  const demotes = change.role !== undefined && change.role !== 'admin';
  return demotes && losesLastAdmin(organization, member) ? refused(409, 'last_admin') : ok;
};

/** Returns the teams that still exist. */
export const existing = ({ teams }: Organization, teamIds: readonly string[]): string[] =>
  teamIds.filter((id) => !teams.some((team) => team.id === id && team.deleted));

/** Returns the instant of a change of a member or organization: later than its last one. */
export const changedAt = ({ events }: Organization, subject: string, now: number): number => {
  const last = events.findLast((event) => event.subject === subject)?.at ?? 0;
  return Math.max(now, last + 1);
};

/** Returns the key that counts the emails of an address per UTC day, across organizations. */
export const countKey = (email: string, at: number): string => `${email} ${new Date(at).toISOString().slice(0, 10)}`;

export const expiryOf = (createdAt: number): number => createdAt + lifetime;
