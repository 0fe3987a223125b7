import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { addressChange, noChange } from '#core/deployment.ts';
import { clientOf } from '#test/system/consistency/model/client.ts';
import { streamMarkers } from '#test/system/consistency/model/stream-markers.ts';

const running = z.object({ awsEndpoint: z.string() });
const eventItem = z.object({ PK: z.object({ S: z.string() }), SK: z.object({ S: z.string() }) });

/** Returns the keys of all audit events, once the stream consumers are done. */
const loggedEvents = async (url: string): Promise<string[]> => {
  const markers = await streamMarkers(await clientOf(url, Date.now));
  await markers.passed({ mailer: true, feedback: true });
  const { awsEndpoint: endpoint } = running.parse(await (await fetch(`${url}/local/running.json`)).json());
  const credentials = { accessKeyId: 'operator', secretAccessKey: '-' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
  const keys: string[] = [];
  const scan = {
    TableName: 'invitations-local',
    ConsistentRead: true,
    FilterExpression: 'begins_with(PK, :audit)',
    ExpressionAttributeValues: { ':audit': { S: 'AUDIT#' } },
    ProjectionExpression: 'PK, SK',
  };
  for await (const { Items = [] } of paginateScan({ client }, scan))
    for (const { PK, SK } of Items.map((item) => eventItem.parse(item))) keys.push(`${PK.S} ${SK.S}`);
  return keys;
};

const journalRow = z.object({ sequence: z.string(), itemKey: z.string(), texts: z.string() });
const texts = z.record(z.string(), z.string());

/** Returns the keys of the audit events of a change; see docs/table.md. */
const eventsOf = ({
  change = noChange,
  changedAt,
  requestId = '',
  organizationId,
  id,
  userId,
}: Record<string, string>) =>
  change
    .split(',')
    .filter((type) => type !== noChange && type !== addressChange)
    .map((type) => {
      const subject = type.startsWith('member.') ? userId : id;
      const request = createHash('sha256').update(requestId).digest('hex').slice(0, 12);
      return `AUDIT#${organizationId ?? id} ${changedAt}#${subject}#${type}#${request}`;
    });

const message = z.object({ body: z.string() });
const parked = z.object({
  reader: z.literal('record-changes'),
  record: z.object({ dynamodb: z.object({ SequenceNumber: z.string() }) }),
});

/** Returns the keys of events whose records are in the dead-letter queue. */
const parkedRecords = (runner: DatabaseSync): Set<string> => {
  const bodies = runner
    .prepare('SELECT body FROM queue_messages')
    .all()
    .map((row) => parked.safeParse(JSON.parse(message.parse(row).body)));
  return new Set(bodies.flatMap(({ data }) => data?.record.dynamodb.SequenceNumber ?? []));
};

/** Returns the expected keys for all stream records of a run that has ended. */
const expectedEvents = (data: string): Set<string> => {
  using runner = new DatabaseSync(join(data, 'runner.sqlite'));
  const waiting = parkedRecords(runner);
  const rows = runner
    .prepare("SELECT sequence, itemKey, texts FROM stream_journal WHERE texts ->> 'change' IS NOT NULL")
    .all()
    .map((row) => journalRow.parse(row));
  const handled = rows.filter(({ sequence }) => !waiting.has(sequence));
  return new Set(handled.flatMap((row) => eventsOf(texts.parse(JSON.parse(row.texts)))));
};

/**
 * Waits for the stream consumers of a run, ends it, and compares its audit log with its stream. Returns a line for each
 * missing or surplus event, and the number of `changes`.
 */
export const auditLogAtEnd = async (
  url: string,
  data: string,
  end: () => Promise<void>,
): Promise<{ readonly changes: number; readonly differences: string[] }> => {
  const logged = new Set(await loggedEvents(url));
  await end();
  const expected = expectedEvents(data);
  return {
    changes: expected.size,
    differences: [
      ...[...expected].filter((key) => !logged.has(key)).map((key) => `no event: ${key}`),
      ...[...logged].filter((key) => !expected.has(key)).map((key) => `no change: ${key}`),
    ],
  };
};
