import type { Instant } from '#core/contract/fields.ts';
import type { SendOutcome } from '#core/email/send-invitation-email.ts';
import type { Metric } from '#functions/endpoint/log-line.ts';

// Two machines' clocks: never less than none.
const millisecondsSince = (at: Instant): number => Math.max(0, Date.now() - Date.parse(at));

/** What is counted of an email that was asked for then: that it was dealt with, and how long it took if it left. */
export const metricsOfMail = (outcome: SendOutcome, askedAt: Instant): Metric[] =>
  outcome === 'sent'
    ? [
        { name: 'EmailsSent', value: 1, unit: 'Count' },
        { name: 'FromRequestToEmail', value: millisecondsSince(askedAt), unit: 'Milliseconds' },
      ]
    : [{ name: 'EmailsNotSent', value: 1, unit: 'Count' }];
