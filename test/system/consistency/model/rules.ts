import { type Invitation, lifetime, type Member, type Organization, type Person, second } from './model.ts';

/** A status, and the code of the problem where it is one. */
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

/** Whoever isn't in the organization must not learn that it is there; members without the right are told so. */
export const mayAdminister = (organization: Organization, { userId }: Person): Verdict => {
  const member = memberIn(organization, userId);
  if (!member) return refused(404, 'organization_not_found');
  return member.role === 'admin' ? ok : refused(403, 'forbidden');
};

/** Text that somebody types for an address, and the address that it is, if it is one. */
export type Typed = { readonly text: string; readonly email: string | undefined };

export type Outcome = {
  readonly email: string;
  readonly code: string;
  readonly invitationId?: string;
  readonly limit?: number;
};

/** What becomes of each address, in the order given. */
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

/** 201 where all were invited, 207 where some, 422 where none. */
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

/** Accepting twice with one account is harmless, for as long as it is the member that this invitation made. */
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

/** The last admin can neither leave, be removed nor lose the role. */
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
  change: { readonly role?: string; readonly teamIds?: readonly string[] },
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

/** Teams that are there still. */
export const existing = ({ teams }: Organization, teamIds: readonly string[]): string[] =>
  teamIds.filter((id) => !teams.some((team) => team.id === id && team.deleted));

/** When a change of a member, or of the organization itself, is dated: later than its last one. */
export const changedAt = ({ events }: Organization, subject: string, now: number): number => {
  const last = events.findLast((event) => event.subject === subject)?.at ?? 0;
  return Math.max(now, last + 1);
};

/** What the emails of one UTC day to an address are counted under, over all organizations. */
export const countKey = (email: string, at: number): string => `${email} ${new Date(at).toISOString().slice(0, 10)}`;

export const expiryOf = (createdAt: number): number => createdAt + lifetime;
