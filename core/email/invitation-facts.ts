import { emailAddress } from '#core/contract/email-address.ts';
import type { Instant, Role } from '#core/contract/fields.ts';
import { dateInWords, timeLeftInWords } from './expiry-in-words.ts';
import { plainAddress, plainName, subjectName } from './plain-name.ts';

/** Content of an invitation email. Names are as people typed them. */
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

/** The contents of both parts of the email: plain names, each in a directional isolate, and everything else in words. */
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

/**
 * Puts a name between U+2068 and U+2069, so that its direction does not change the order of the words around it. Gmail
 * and Outlook remove the `bdi` element, which has the same effect. Empty for an empty name.
 * https://www.w3.org/International/questions/qa-bidi-unicode-controls
 */
const isolated = (name: string): string => name && `\u2068${name}\u2069`;

const roleInWords = { admin: 'Admin', user: 'User', viewer: 'Viewer' } as const satisfies Record<Role, string>;
const articles = { admin: 'an', user: 'a', viewer: 'a' } as const satisfies Record<Role, string>;

export const invitationFacts = (invitation: InvitationToMail): InvitationFacts => {
  const inviterEmail = emailAddress(invitation.inviter.email);
  const inviter = isolated(plainName(invitation.inviter.name));
  return {
    recipient: plainAddress(invitation.recipient),
    organization: isolated(plainName(invitation.organizationName)) || 'an organization',
    organizationInSubject: subjectName(invitation.organizationName) || 'an organization',
    inviter: inviter || 'an admin',
    inviterFirst: inviter || 'An admin',
    inviterEmail: inviterEmail && plainAddress(inviterEmail),
    role: roleInWords[invitation.role],
    roleWithArticle: `${articles[invitation.role]} ${roleInWords[invitation.role]}`,
    link: invitation.link,
    expiryDate: dateInWords(invitation.expiresAt),
    timeLeft: timeLeftInWords(invitation.expiresAt, invitation.now),
    productName: invitation.productName,
  };
};
