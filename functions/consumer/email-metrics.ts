import type { Instant } from '#core/contract/fields.ts';
import type { SendOutcome } from '#core/email/send-invitation-email.ts';
import type { Metric } from '#functions/endpoint/log-line.ts';

// The clocks of two machines may differ, so negative values become 0.
const millisecondsSince = (at: Instant): number => Math.max(0, Date.now() - Date.parse(at));

/** Returns the metrics of an email that was requested at `askedAt`: its outcome, and the time until it was sent. */
export const metricsOfMail = (outcome: SendOutcome, askedAt: Instant): Metric[] =>
  outcome === 'sent'
    ? [
        { name: 'EmailsSent', value: 1, unit: 'Count' },
        { name: 'FromRequestToEmail', value: millisecondsSince(askedAt), unit: 'Milliseconds' },
      ]
    : [{ name: 'EmailsNotSent', value: 1, unit: 'Count' }];
