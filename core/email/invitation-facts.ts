import { emailAddress } from '#core/contract/email-address.ts';
import type { Instant, Role } from '#core/contract/fields.ts';
import { dateInWords, timeLeftInWords } from './expiry-in-words.ts';
import { plainAddress, plainName, subjectName } from './plain-name.ts';

/** What an invitation email is made of. Names are as their owners wrote them; the rest is ours. */
export type InvitationToMail = {
  readonly recipient: string;
  readonly organizationName: string;
  readonly inviter: { readonly name: string; readonly email: string };
  readonly role: Role;
  /** The invitation link, with its token. */
  readonly link: string;
  readonly expiresAt: Instant;
  /** When the mail is sent: the time left is counted from here. */
  readonly now: Instant;
  readonly productName: string;
};

/** What both parts of the mail say: names made plain, everything else in words. */
export type InvitationFacts = {
  readonly recipient: string;
  readonly organization: string;
  /** As its owners wrote it, where nothing becomes a link. */
  readonly organizationInSubject: string;
  readonly inviter: string;
  /** The same where a sentence begins with it. */
  readonly inviterFirst: string;
  /** Whom to ask. Undefined where what is known of the inviter is no address. */
  readonly inviterEmail: string | undefined;
  readonly role: string;
  /** As in "as an Admin". */
  readonly roleWithArticle: string;
  readonly link: string;
  readonly expiryDate: string;
  readonly timeLeft: string;
  readonly productName: string;
};

const roleInWords = { admin: 'Admin', user: 'User', viewer: 'Viewer' } as const satisfies Record<Role, string>;
const articles = { admin: 'an', user: 'a', viewer: 'a' } as const satisfies Record<Role, string>;

export const invitationFacts = (invitation: InvitationToMail): InvitationFacts => {
  const inviterEmail = emailAddress(invitation.inviter.email);
  return {
    recipient: plainAddress(invitation.recipient),
    organization: plainName(invitation.organizationName) || 'an organization',
    organizationInSubject: subjectName(invitation.organizationName) || 'an organization',
    inviter: plainName(invitation.inviter.name) || 'an admin',
    inviterFirst: plainName(invitation.inviter.name) || 'An admin',
    inviterEmail: inviterEmail && plainAddress(inviterEmail),
    role: roleInWords[invitation.role],
    roleWithArticle: `${articles[invitation.role]} ${roleInWords[invitation.role]}`,
    link: invitation.link,
    expiryDate: dateInWords(invitation.expiresAt),
    timeLeft: timeLeftInWords(invitation.expiresAt, invitation.now),
    productName: invitation.productName,
  };
};
