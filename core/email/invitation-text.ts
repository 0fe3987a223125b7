import type { InvitationFacts } from './invitation-facts.ts';

const beginsFromTheRight =
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const leftToRightMark = '\u200e';

/**
 * Email clients take the direction of a line from its first letter, and some count letters inside isolates too: a name
 * in Hebrew or Arabic must not reverse the sentence.
 */
const sentence = (text: string): string => (beginsFromTheRight.test(text) ? `${leftToRightMark}${text}` : text);

/** The plain text part. A paragraph is a line, which mail programs wrap to their width; the link stands alone. */
export const invitationText = (facts: InvitationFacts): string => {
  const { inviter, inviterFirst, inviterEmail, organization, role, productName, recipient, link } = facts;
  const paragraphs = [
    'Hi,',
    sentence(`${inviterFirst} has invited you to join ${organization} on ${productName}.`),
    `You've been assigned the role of ${role}.`,
    `Open the link below to accept the invitation and set up your account. Sign in with your Google account, ${recipient}.`,
    link,
    `This invitation expires ${facts.timeLeft}. It expires on ${facts.expiryDate}.`,
    inviterEmail === undefined
      ? `If you have questions, contact ${inviter}.`
      : `If you have questions, contact ${inviter} at ${inviterEmail}, or just reply to this email.`,
    "If you weren't expecting this, you can ignore this email. Nothing happens unless you accept.",
  ];
  return `${paragraphs.join('\n\n')}\n`;
};
