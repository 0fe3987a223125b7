import type { InvitationFacts } from './invitation-facts.ts';

/**
 * The plain text part. A paragraph is a line, which mail programs wrap to their width; the link stands alone. Every
 * paragraph starts with a word of ours, so that a name in Hebrew or Arabic doesn't turn the sentence around.
 */
export const invitationText = (facts: InvitationFacts): string => {
  const { inviter, inviterEmail, organization, role, productName, recipient, link, timeLeft, expiryDate } = facts;
  const paragraphs = [
    'Hello,',
    `You have an invitation from ${inviter} to join ${organization} on ${productName}.`,
    `Your role will be: ${role}`,
    `To accept, open this link and sign in with the Google account of ${recipient}. If you are new to ${productName}, that creates your account too.`,
    link,
    `This invitation expires ${timeLeft}, on ${expiryDate}.`,
    inviterEmail === undefined
      ? `Questions? Ask ${inviter}`
      : `Questions? Ask ${inviter} at ${inviterEmail} or just reply to this email.`,
    "If you didn't expect this invitation, ignore this email: nothing happens unless you accept.",
  ];
  return `${paragraphs.join('\n\n')}\n`;
};
