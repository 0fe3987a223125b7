import * as z from 'zod/mini';
import type { DeliveryReason } from '#core/contract/delivery-reasons.ts';
import { type Instant, instant } from '#core/contract/fields.ts';

const time = z.pipe(
  z.string(),
  z.transform((text): Instant => instant.parse(new Date(text).toISOString())),
);

const tags = z.object({
  organizationId: z.tuple([z.string()]),
  invitationId: z.tuple([z.string()]),
  sendNumber: z.tuple([z.coerce.number().check(z.int(), z.positive())]),
});

const mail = z.object({ timestamp: time, tags });

/** An event of one of our own emails, whatever it says of it. */
const ownEvent = z.object({ detail: z.object({ mail: z.object({ tags }) }) });

const bounce = z.object({
  bounceType: z.string(),
  bounceSubType: z.string(),
  bouncedRecipients: z.array(z.object({ action: z.optional(z.string()) })),
  timestamp: time,
});

/**
 * SES's events as EventBridge carries them, as far as anything follows from them.
 * https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 */
const sesEvent = z.object({
  id: z.string(),
  detail: z.discriminatedUnion('eventType', [
    z.object({ eventType: z.literal('Delivery'), mail, delivery: z.object({ timestamp: time }) }),
    z.object({ eventType: z.literal('Bounce'), mail, bounce }),
    z.object({ eventType: z.literal('Complaint'), mail, complaint: z.object({ timestamp: time }) }),
    z.object({ eventType: z.literal('Reject'), mail }),
    z.object({ eventType: z.literal('Rendering Failure'), mail }),
  ]),
});
type SesEvent = z.infer<typeof sesEvent>;

/** The delivery state that an event of SES reports. */
export type Outcome =
  | { readonly state: 'delivered' }
  | { readonly state: 'bounced' | 'complained' | 'failed'; readonly reason: DeliveryReason };

export type MailEvent = {
  readonly eventId: string;
  readonly organizationId: string;
  readonly invitationId: string;
  readonly sendNumber: number;
  readonly at: Instant;
  /** Undefined where nothing follows: a bounce that is a person's automatic answer. */
  readonly outcome: Outcome | undefined;
};

const reasonOfSubtype: Readonly<Record<string, DeliveryReason>> = {
  Suppressed: 'suppressed',
  OnAccountSuppressionList: 'suppressed',
  MailboxFull: 'mailbox_full',
  MessageTooLarge: 'content_refused',
  ContentRejected: 'content_refused',
  AttachmentRejected: 'content_refused',
};

/**
 * SES calls an out-of-office answer a bounce too, `Transient` or `Undetermined`. What no mail server reported as
 * failed is one: the email lies in the mailbox.
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const outcomeOfBounce = ({ bounceType, bounceSubType, bouncedRecipients }: z.infer<typeof bounce>) => {
  const isPermanent = bounceType === 'Permanent';
  if (!isPermanent && !bouncedRecipients.some(({ action }) => action === 'failed')) return undefined;
  const reason = reasonOfSubtype[bounceSubType] ?? (isPermanent ? 'hard_bounce' : 'soft_bounce');
  return { state: 'bounced', reason } as const;
};

const saidOf = ({ detail }: SesEvent): { readonly at: Instant; readonly outcome: Outcome | undefined } => {
  switch (detail.eventType) {
    case 'Delivery':
      return { at: detail.delivery.timestamp, outcome: { state: 'delivered' } };
    case 'Bounce':
      return { at: detail.bounce.timestamp, outcome: outcomeOfBounce(detail.bounce) };
    case 'Complaint':
      return { at: detail.complaint.timestamp, outcome: { state: 'complained', reason: 'spam_complaint' } };
    default:
      return { at: detail.mail.timestamp, outcome: { state: 'failed', reason: 'refused_by_mail_service' } };
  }
};

/**
 * Reads an event of SES. The tags name the email that it is about. Returns undefined for an event without our tags,
 * which is about somebody else's email. Throws `ZodError` for an event of ours that makes no sense.
 */
export const readMailEvent = (event: unknown): MailEvent | undefined => {
  if (!ownEvent.safeParse(event).success) return undefined;
  const read = sesEvent.parse(event);
  const { organizationId, invitationId, sendNumber } = read.detail.mail.tags;
  return {
    eventId: read.id,
    organizationId: organizationId[0],
    invitationId: invitationId[0],
    sendNumber: sendNumber[0],
    ...saidOf(read),
  };
};
