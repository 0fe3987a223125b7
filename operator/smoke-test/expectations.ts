import * as z from 'zod';

/** Parses the function's report of an invitation. */
export const invitationReport = z.object({
  invitationId: z.string(),
  status: z.string(),
  delivery: z.string(),
  deliveryReason: z.string().optional(),
  auditEvents: z.array(z.string()),
});
export type InvitationReport = z.infer<typeof invitationReport>;

/** The expected result of an invitation to the mailbox simulator that is finally revoked. */
type Expected = { readonly delivery: string; readonly auditEvents: readonly string[] };

export const expectations: Readonly<Record<'success' | 'bounce', Expected>> = {
  success: { delivery: 'delivered', auditEvents: ['invitation.sent', 'invitation.revoked'] },
  bounce: {
    delivery: 'bounced',
    auditEvents: ['invitation.sent', 'invitation.undelivered', 'invitation.revoked'],
  },
};

/**
 * Returns the next thing to check for an email with this delivery state. `prefix` is that of the deployment's
 * functions.
 */
const advice = (prefix: string, { delivery, deliveryReason }: InvitationReport): string => {
  if (delivery === 'queued')
    return `no email was sent: check the logs of ${prefix}queue-emails and ${prefix}send-invitation-email, their event source mappings, and whether SES can send (npm run doctor)`;
  if (delivery === 'sent')
    return `SES accepted the email, and no event reported its delivery: check the EventBridge rule ${prefix}mail-events and the log of ${prefix}record-delivery`;
  return `the reason is ${deliveryReason ?? 'unknown'}: check the log of ${prefix}record-delivery`;
};

/** Returns the problem with the delivery in one sentence, or undefined. */
export const faultOfDelivery = (
  prefix: string,
  email: string,
  { delivery }: Expected,
  now: InvitationReport,
): string | undefined =>
  now.delivery === delivery
    ? undefined
    : `The invitation to ${email} shows as ${now.delivery} instead of ${delivery}; ${advice(prefix, now)}.`;

/** Returns the problem with the audit log in one sentence, or undefined. */
export const faultOfAuditLog = (prefix: string, email: string, { auditEvents }: Expected, now: InvitationReport) => {
  const missing = auditEvents.filter((type) => !now.auditEvents.includes(type));
  return missing.length === 0
    ? undefined
    : `The audit log lacks ${missing.join(', ')} of the invitation to ${email}; check the log of ${prefix}record-changes, its event source mapping, and the dead-letter queue.`;
};
