import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Readers } from '#core/reconcile/repair-item.ts';
import { writeImage } from '#core/table/image.ts';
import { settings } from '#functions/aws/settings.ts';
import { errorFacts, logLine } from '#functions/endpoint/log-line.ts';

// Waits for the timeout of a stream consumer. No retries: an operator can run the command again.
const client = new LambdaClient({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 130_000 },
});

const partialFailure = z.object({ batchItemFailures: z.array(z.unknown()).check(z.minLength(1)) });

/** Invokes a function of this deployment with an event. Throws if the function fails. */
export const invoke = async (name: string, event: unknown): Promise<void> => {
  const command = new InvokeCommand({
    FunctionName: `${settings.functionPrefix()}${name}`,
    Payload: JSON.stringify(event),
  });
  const { FunctionError, Payload } = await client.send(command);
  const result = Payload?.transformToString() ?? 'null';
  if (FunctionError !== undefined) throw new Error(`${name} failed: ${result}`);
  if (partialFailure.safeParse(JSON.parse(result)).success) throw new Error(`${name} could not process the record`);
};

/** Sends stream records to a stream consumer again. Throws if one fails, instead of a new dead letter. */
export const replayRecords = (reader: string, Records: readonly unknown[]): Promise<void> =>
  invoke(reader, { Records, isReplay: true });

const record = (eventName: 'MODIFY' | 'REMOVE', images: DynamoDBRecord['dynamodb']): DynamoDBRecord => ({
  eventID: 'reconcile',
  eventName,
  dynamodb: { Keys: {}, SequenceNumber: '0', ...images },
});

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;
const image = (item: Record<string, unknown>) => writeImage(item) as Image;

/** Lets a stream consumer process one record. Logs and rethrows its error. */
const repair = (reader: string, one: DynamoDBRecord): Promise<void> =>
  replayRecords(reader, [one]).catch((error: unknown) => {
    logLine('error', { reconcile: 'failed', ...errorFacts(error) });
    throw error;
  });

export const readers: Readers = {
  recordChange: (item) => repair('record-changes', record('MODIFY', { NewImage: image(item) })),
  removeClaim: (item) => repair('record-changes', record('REMOVE', { OldImage: image(item) })),
  sendEmail: (item) => repair('queue-emails', record('MODIFY', { NewImage: image(item) })),
};
