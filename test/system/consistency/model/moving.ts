import type { Member, Model, Organization, Person } from './model.ts';
import { changedAt, memberIn, statusAt } from './rules.ts';

/** Revokes the pending invitation to the new address of a member; finalizes an expired one. */
const endInvitations = ({ invitations, events }: Organization, email: string, now: number): void => {
  for (const invitation of invitations) {
    if (invitation.email !== email || invitation.end !== undefined) continue;
    const { id, role, expiresAt } = invitation;
    if (statusAt(invitation, now) === 'expired') invitation.settled = true;
    else {
      invitation.end = { status: 'revoked', at: now, by: undefined };
      events.push({ type: 'invitation.revoked', at: now, actor: 'system', subject: id, email, role, expiresAt });
    }
  }
};

const move = (organization: Organization, member: Member, email: string, now: number): void => {
  if (member.email === email || organization.members.some((other) => other.email === email)) return;
  endInvitations(organization, email, now);
  const { userId, role } = member;
  const moved = `from ${member.email} to ${email}`;
  member.email = email;
  const at = changedAt(organization, userId, now);
  organization.events.push({
    type: 'member.email_changed',
    at,
    actor: userId,
    subject: userId,
    email,
    role,
    moved,
  });
};

/** Moves a person's memberships to the verified address of a sign-in, unless another member has it. */
export const moveEverywhere = ({ organizations }: Model, { userId, email, verified }: Person, now: number): void => {
  if (!verified) return;
  for (const organization of organizations) {
    const member = memberIn(organization, userId);
    if (member) move(organization, member, email, now);
  }
};
