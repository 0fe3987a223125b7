import { emailAddress } from '#core/contract/email-address.ts';
import { type InvitationToMail, invitationFacts } from './invitation-facts.ts';
import { invitationHtml } from './invitation-html.ts';
import { invitationText } from './invitation-text.ts';

export type Email = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** Empty where the inviter's address is none. */
  readonly replyTo: readonly string[];
  /** One line of Unicode. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** The email of a new invitation and of every resend, which differ in the time left only. */
export const invitationEmail = (invitation: InvitationToMail & { readonly senderEmail: string }): Email => {
  const facts = invitationFacts(invitation);
  const replyTo = emailAddress(invitation.inviter.email);
  return {
    from: { name: facts.productName, address: invitation.senderEmail },
    to: invitation.recipient,
    replyTo: replyTo === undefined ? [] : [replyTo],
    subject: `Join ${facts.organizationInSubject} on ${facts.productName}`,
    html: invitationHtml(facts),
    text: invitationText(facts),
  };
};
