/** Why an email was not delivered, in words for an admin. What else an invitation's `deliveryReason` says is the mail service's own sentence. */
export const deliveryReasons = {
  recipient_limit_reached: 'This address has had ten invitation emails today, the most that are sent. Resend tomorrow.',
  hard_bounce:
    'The mail server of this address refused the email for good; often the address does not exist. Check its spelling. If it is wrong, revoke the invitation and invite the right address.',
  soft_bounce: 'The mail server of this address could not take the email for the time being. Resend later.',
  mailbox_full: 'The mailbox is full. Resend when there is room in it.',
  content_refused: 'The mail server of this address refused what is in the email. Ask its administrator to let it in.',
  suppressed:
    'Earlier email to this address bounced or was reported as spam, so the mail service no longer sends to it. Invite another address, or ask support to have this one taken off the suppression list.',
  spam_complaint:
    'The recipient reported the email as spam, so the mail service no longer sends to this address. Ask them in another way.',
  could_not_be_sent:
    'The email could not be sent, through no fault of yours or of the address. Resend it; if that fails too, ask support.',
  no_longer_pending: 'The invitation was not pending any more when its email was due, so none was sent.',
  refused_by_mail_service: 'The mail service refused to send the email. Ask support.',
} as const satisfies Record<string, string>;

export type DeliveryReason = keyof typeof deliveryReasons;
