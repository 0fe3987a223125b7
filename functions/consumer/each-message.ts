import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod/mini';
import { mostEmailReceives } from '#core/deployment.ts';
import { deadLetter, retryLater } from '#functions/aws/email-messages.ts';
import { errorFacts, logLine, type Metric } from '#functions/endpoint/log-line.ts';
import { isRetryable } from './is-retryable.ts';

export type MessageConsumer<Body> = {
  /** Name of its function, used in logs. */
  readonly name: string;
  readonly schema: z.ZodMiniType<Body>;
  /** Processes a message and returns its metrics. */
  readonly handle: (body: Body) => Promise<readonly Metric[]>;
  /** Records that a message became a dead letter. */
  readonly giveUp: (body: Body) => Promise<void>;
};

const oldestMilliseconds = 19 * 60 * 60 * 1000;

const receivesOf = ({ attributes }: SQSRecord): number => Number(attributes.ApproximateReceiveCount);

const isOver = (record: SQSRecord, error: unknown): boolean =>
  !isRetryable(error) ||
  Date.now() - Number(record.attributes.SentTimestamp) > oldestMilliseconds ||
  receivesOf(record) >= mostEmailReceives;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Creates the Lambda handler of a queue consumer. Each failed message is retried with its own growing delay, and delays
 * no other. A message with a permanent error, or one that fails for 19 hours, goes to the dead-letter queue.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const eachMessage = <Body extends object>({ name, schema, handle, giveUp }: MessageConsumer<Body>) => {
  const log = (level: 'info' | 'error', { messageId, body }: SQSRecord, facts: object, metrics?: readonly Metric[]) =>
    logLine(level, { reader: name, messageId, ...schema.safeParse(parsed(body)).data, ...facts }, metrics);

  const moveAway = async (record: SQSRecord, error: unknown): Promise<void> => {
    await deadLetter(record, error);
    const body = schema.safeParse(parsed(record.body));
    // A message that can't be parsed has no delivery to mark.
    if (body.success) await giveUp(body.data).catch((cause: unknown) => log('error', record, errorFacts(cause)));
  };

  const handleFailure = async (record: SQSRecord, error: unknown): Promise<boolean> => {
    const over = isOver(record, error);
    if (over) await moveAway(record, error);
    else await retryLater(record, receivesOf(record));
    return over;
  };

  /** Returns whether the message can be deleted. */
  const handleOne = async (record: SQSRecord): Promise<boolean> => {
    try {
      log('info', record, {}, await handle(schema.parse(parsed(record.body))));
      return true;
    } catch (error) {
      log('error', record, errorFacts(error));
      return handleFailure(record, error).catch((cause: unknown) => {
        // The message stays in the queue until its visibility timeout.
        log('error', record, errorFacts(cause));
        return false;
      });
    }
  };

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const done = await Promise.all(Records.map(handleOne));
    const failed = Records.filter((_, n) => !done[n]);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
};
