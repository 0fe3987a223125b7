import { emailAddress } from '#core/contract/email-address.ts';
import { type InvitationToMail, invitationFacts } from './invitation-facts.ts';
import { invitationHtml } from './invitation-html.ts';
import { invitationText } from './invitation-text.ts';
import { mailbox } from './mailbox.ts';

export type Email = {
  /** The From header, ready encoded. */
  readonly source: string;
  readonly to: string;
  /** Empty where the inviter's address is none. */
  readonly replyTo: readonly string[];
  /** One line of Unicode; SES encodes it. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** The email of a new invitation and of every resend, which differ in the time left only. */
export const invitationEmail = (invitation: InvitationToMail & { readonly senderEmail: string }): Email => {
  const facts = invitationFacts(invitation);
  const replyTo = emailAddress(invitation.inviter.email);
  return {
    source: mailbox(facts.productName, invitation.senderEmail),
    to: invitation.recipient,
    replyTo: replyTo === undefined ? [] : [replyTo],
    subject: `Join ${facts.organizationInSubject} on ${facts.productName}`,
    html: invitationHtml(facts),
    text: invitationText(facts),
  };
};
