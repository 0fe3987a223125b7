import * as z from 'zod';

/** What the function says of an invitation when it is looked at. */
export const seen = z.object({
  invitationId: z.string(),
  status: z.string(),
  delivery: z.string(),
  deliveryReason: z.string().optional(),
  auditEvents: z.array(z.string()),
});
export type Seen = z.infer<typeof seen>;

/** What becomes of an invitation to an address of SES's mailbox simulator that is revoked in the end. */
type Expected = { readonly delivery: string; readonly auditEvents: readonly string[] };

export const expectations: Readonly<Record<'success' | 'bounce', Expected>> = {
  success: { delivery: 'delivered', auditEvents: ['invitation.sent', 'invitation.revoked'] },
  bounce: {
    delivery: 'bounced',
    auditEvents: ['invitation.sent', 'invitation.undelivered', 'invitation.revoked'],
  },
};

/** Where to look when an email came so far and no further, on a deployment whose functions begin with `prefix`. */
const whereToLook = (prefix: string, { delivery, deliveryReason }: Seen): string => {
  if (delivery === 'queued')
    return `no email left: look at the logs of ${prefix}queue-emails and ${prefix}send-invitation-email, at their event source mappings, and whether SES may send (npm run doctor says so)`;
  if (delivery === 'sent')
    return `SES took the email, and nobody heard what became of it: look at the rule ${prefix}mail-events of EventBridge and at the log of ${prefix}record-delivery`;
  return `the reason is ${deliveryReason ?? 'not known'}: look at the log of ${prefix}record-delivery`;
};

/** What is wrong with the delivery, in one sentence; undefined where it is as expected. */
export const faultOfDelivery = (
  prefix: string,
  email: string,
  { delivery }: Expected,
  now: Seen,
): string | undefined =>
  now.delivery === delivery
    ? undefined
    : `The invitation to ${email} shows as ${now.delivery} instead of ${delivery}; ${whereToLook(prefix, now)}.`;

/** The same of the audit log. */
export const faultOfAuditLog = (prefix: string, email: string, { auditEvents }: Expected, now: Seen) => {
  const missing = auditEvents.filter((type) => !now.auditEvents.includes(type));
  return missing.length === 0
    ? undefined
    : `The audit log lacks ${missing.join(', ')} of the invitation to ${email}; look at the log of ${prefix}record-changes, at its event source mapping, and into the failure queue.`;
};
