import * as z from 'zod/mini';

/** A message of the dead-letter queue: a complete record or event, or the position of records in the stream. */
type DeadLetter =
  | { readonly kind: 'record'; readonly reader: string; readonly record: unknown }
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'place' }
  | { readonly kind: 'unknown' };

// Release 0.1.0 sent emails from the stream: its dead letters are queued now.
const reader = z.pipe(
  z.enum(['record-changes', 'queue-emails', 'send-invitation-email']),
  z.transform((name) => (name === 'send-invitation-email' ? 'queue-emails' : name)),
);

const record = z.object({ reader, record: z.unknown() });
/**
 * Lambda's envelope around an event that a function failed to process.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const failedEvent = z.object({ requestPayload: z.looseObject({ source: z.literal('aws.ses') }) });
/**
 * An event that EventBridge could not deliver.
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

export const readMessage = (body: string): DeadLetter => {
  const message = parsed(body);
  const failedRecord = record.safeParse(message);
  if (failedRecord.success) return { kind: 'record', ...failedRecord.data };
  const failed = failedEvent.safeParse(message);
  if (failed.success) return { kind: 'event', event: failed.data.requestPayload };
  if (event.safeParse(message).success) return { kind: 'event', event: message };
  return { kind: place.safeParse(message).success ? 'place' : 'unknown' };
};
