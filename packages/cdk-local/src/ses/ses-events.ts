import type { ServiceEvent } from '../events/event-bus.ts';
import { addressIn } from './mailbox.ts';
import type { SendRequest } from './ses-request.ts';

/** A mail that SES took, for its events. */
export type AcceptedEmail = {
  readonly sending: SendRequest;
  readonly messageId: string;
  readonly recipients: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
};

type Fate = { readonly type: string; readonly facts: (at: string, address: string) => object };

const delivery: Fate = {
  type: 'Delivery',
  facts: (timestamp, address) => ({
    delivery: {
      timestamp,
      processingTimeMillis: 500,
      recipients: [address],
      smtpResponse: '250 2.6.0 Message received',
    },
  }),
};

const bounce = (bounceType: string, bounceSubType: string, recipient: object = {}): Fate => ({
  type: 'Bounce',
  facts: (timestamp, address) => ({
    bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: address, ...recipient }], timestamp },
  }),
});

const complaint: Fate = {
  type: 'Complaint',
  facts: (timestamp, address) => ({
    complaint: { complainedRecipients: [{ emailAddress: address }], timestamp, complaintFeedbackType: 'abuse' },
  }),
};

const unknownUser = { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };

/** What becomes of mails to SES's mailbox simulator, by what stands before the @ and a label. */
const simulated: Readonly<Record<string, readonly Fate[]>> = {
  success: [delivery],
  bounce: [bounce('Permanent', 'General', unknownUser)],
  complaint: [delivery, complaint],
  // An out-of-office answer is a bounce to SES.
  ooto: [delivery, bounce('Transient', 'General')],
  suppressionlist: [bounce('Permanent', 'Suppressed', { action: 'failed', status: '5.1.1' })],
};

/** Every other address takes its mail. */
const fatesOf = (address: string): readonly Fate[] => {
  const [, name = ''] = /^(\w+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(address) ?? [];
  return simulated[name.toLowerCase()] ?? [delivery];
};

const detailTypes: Readonly<Record<string, string>> = {
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
};

const eventOf = ({ sending, messageId, at }: AcceptedEmail, address: string, { type, facts }: Fate): ServiceEvent => {
  const time = new Date(at).toISOString();
  const tags = { 'ses:configuration-set': sending.configurationSet ?? '', ...Object.fromEntries(sending.tags) };
  const mail = {
    timestamp: time,
    source: sending.source,
    messageId,
    destination: [address],
    tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
  };
  return {
    source: 'aws.ses',
    'detail-type': detailTypes[type] ?? type,
    time,
    resources: [],
    detail: { eventType: type, mail, ...facts(time, address) },
  };
};

/** SES's events of a mail that it took, of the types that are asked for, as the template spells them: `delivery`. */
export const eventsOf = (mail: AcceptedEmail, asked: readonly string[]): readonly ServiceEvent[] =>
  mail.recipients.map(addressIn).flatMap((address) =>
    fatesOf(address)
      .filter(({ type }) => asked.includes(type.toLowerCase()))
      .map((fate) => eventOf(mail, address, fate)),
  );
