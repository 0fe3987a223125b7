/** Delivery reasons with their text for an admin. Other values of `deliveryReason` are SES's own text. */
export const deliveryReasons = {
  recipient_limit_reached: 'This address has received all the invitation emails it can get today. Resend tomorrow.',
  organization_limit_reached: 'Your organization has sent all the emails it can send today. Resend tomorrow.',
  organization_paused: 'Your organization’s invitations are paused. Contact support.',
  hard_bounce:
    'The recipient’s mail server rejected this email, often because the address doesn’t exist. Check its spelling. If it is wrong, revoke the invitation and send a new one to the right address.',
  soft_bounce: 'The recipient’s mail server is temporarily not accepting email. Resend later.',
  mailbox_full: 'The recipient’s mailbox is full. Resend when there is room in it.',
  content_refused: 'The recipient’s mail server blocked the content. Ask their IT team to allow it.',
  suppressed:
    'Earlier email to this address bounced or was reported as spam, so the mail service no longer sends to it. Invite another address, or contact support to have this one taken off the suppression list.',
  spam_complaint:
    'The recipient reported the email as spam, so the mail service no longer sends to this address. Contact them another way.',
  could_not_be_sent:
    'The email could not be sent because of a problem on our side. Resend it; if that fails too, contact support.',
  no_longer_pending: 'The invitation was no longer pending, so no email was sent.',
  refused_by_mail_service: 'The mail service refused to send the email. Contact support.',
} as const satisfies Record<string, string>;

export type DeliveryReason = keyof typeof deliveryReasons;
