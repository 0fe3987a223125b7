import type { ServiceEvent } from '../events/event-bus.ts';
import { addressIn } from './mailbox.ts';
import type { SendRequest } from './ses-request.ts';

/** An email that SES has accepted. */
export type AcceptedEmail = {
  readonly request: SendRequest;
  readonly messageId: string;
  readonly recipients: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
};

type SimulatedEvent = { readonly type: string; readonly details: (at: string, address: string) => object };

const delivery: SimulatedEvent = {
  type: 'Delivery',
  details: (timestamp, address) => ({
    delivery: {
      timestamp,
      processingTimeMillis: 500,
      recipients: [address],
      smtpResponse: '250 2.6.0 Message received',
    },
  }),
};

const bounce = (bounceType: string, bounceSubType: string, recipient: object = {}): SimulatedEvent => ({
  type: 'Bounce',
  details: (timestamp, address) => ({
    bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: address, ...recipient }], timestamp },
  }),
});

const complaint: SimulatedEvent = {
  type: 'Complaint',
  details: (timestamp, address) => ({
    complaint: { complainedRecipients: [{ emailAddress: address }], timestamp, complaintFeedbackType: 'abuse' },
  }),
};

const unknownUser = { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };

/** Events of the mailbox simulator, by the local part without its label: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html */
const simulated: Readonly<Record<string, readonly SimulatedEvent[]>> = {
  success: [delivery],
  bounce: [bounce('Permanent', 'General', unknownUser)],
  complaint: [delivery, complaint],
  // SES treats an out-of-office reply as a bounce.
  ooto: [delivery, bounce('Transient', 'General')],
  suppressionlist: [bounce('Permanent', 'Suppressed', { action: 'failed', status: '5.1.1' })],
};

/** Returns the events of an address. Emails to all other addresses are delivered. */
const simulatedEventsOf = (address: string): readonly SimulatedEvent[] => {
  const [, name = ''] = /^(\w+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(address) ?? [];
  return simulated[name.toLowerCase()] ?? [delivery];
};

const detailTypes: Readonly<Record<string, string>> = {
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
};

const eventOf = (
  { request, messageId, at }: AcceptedEmail,
  address: string,
  { type, details }: SimulatedEvent,
): ServiceEvent => {
  const time = new Date(at).toISOString();
  const tags = { 'ses:configuration-set': request.configurationSet ?? '', ...Object.fromEntries(request.tags) };
  const mail = {
    timestamp: time,
    source: request.source,
    messageId,
    destination: [address],
    tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
  };
  return {
    source: 'aws.ses',
    'detail-type': detailTypes[type] ?? type,
    time,
    resources: [],
    detail: { eventType: type, mail, ...details(time, address) },
  };
};

/** Returns the events of an accepted email, of the requested types (`delivery`, as in the template). */
export const eventsOf = (email: AcceptedEmail, types: readonly string[]): readonly ServiceEvent[] =>
  email.recipients.map(addressIn).flatMap((address) =>
    simulatedEventsOf(address)
      .filter(({ type }) => types.includes(type.toLowerCase()))
      .map((simulated) => eventOf(email, address, simulated)),
  );
