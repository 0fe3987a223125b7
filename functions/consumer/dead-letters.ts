import * as z from 'zod/mini';

/** What stands in the failure queue: a record or an event whole, or the place of records in the stream. */
type Parked =
  | { readonly kind: 'record'; readonly reader: string; readonly record: unknown }
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'place' }
  | { readonly kind: 'unknown' };

// Release 0.1.0 sent emails from the stream: what it could not send is queued now.
const reader = z.pipe(
  z.enum(['record-changes', 'queue-emails', 'send-invitation-email']),
  z.transform((name) => (name === 'send-invitation-email' ? 'queue-emails' : name)),
);

const record = z.object({ reader, record: z.unknown() });
/**
 * As Lambda says it of an event that a function failed for.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const failedEvent = z.object({ requestPayload: z.looseObject({ source: z.literal('aws.ses') }) });
/**
 * As EventBridge leaves an event that it could not deliver.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
const event = z.looseObject({ source: z.literal('aws.ses') });
const place = z.object({ DDBStreamBatchInfo: z.unknown() });

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

export const readMessage = (body: string): Parked => {
  const said = parsed(body);
  const parked = record.safeParse(said);
  if (parked.success) return { kind: 'record', ...parked.data };
  const failed = failedEvent.safeParse(said);
  if (failed.success) return { kind: 'event', event: failed.data.requestPayload };
  if (event.safeParse(said).success) return { kind: 'event', event: said };
  return { kind: place.safeParse(said).success ? 'place' : 'unknown' };
};
