import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { startTableEngine } from 'cdk-local/dynamodb-engine';
import { openStreamUpkeep } from 'cdk-local/dynamodb-engine-file';
import type { Fault, InterceptedCall } from 'cdk-local/fault-injection';
import { shardPages, shardsOf } from 'cdk-local/shard-pages';
import { type Change, type LambdaRecord, lambdaRecord } from 'cdk-local/stream-record';
import { openStreamsClient } from 'cdk-local/streams-client';
import { afterAll, beforeAll } from 'vitest';
import { environment } from '#core/deployment.ts';
import { startLocal } from '#operator/local-run/start-local.ts';
import { runningClock } from '#test/support/controllable-clock.ts';
import { noteUsedRights } from '#test/support/used-rights.ts';
import { withoutReaders } from '#test/support/without-readers.ts';

const tableName = 'invitations-local';
const region = 'eu-central-1';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Marks removals as those of DynamoDB's TTL. */
const timeToLive = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };

/** Reads the records of a table's stream, each once. `trim` gets the position read so far. */
const streamReader = (endpoint: string, arn: string, trim: (upTo: bigint) => void) => {
  const client = openStreamsClient(endpoint);
  const source = { client, arn, signal: new AbortController().signal, report: () => undefined };
  const after = new Map<string, string>();
  return async (): Promise<Change[]> => {
    const found: Change[] = [];
    for (const { ShardId = '' } of await shardsOf(source))
      for await (const { changes, upTo } of shardPages(source, ShardId, after.get(ShardId))) {
        if (upTo === undefined) break;
        after.set(ShardId, upTo);
        trim(BigInt(upTo));
        found.push(...changes);
      }
    return found;
  };
};

/** Emails to addresses with this word are always rejected. */
const refuseForGood = ({ service, body }: InterceptedCall): Fault | undefined =>
  service === 'ses' && JSON.stringify(body).includes('refused')
    ? { error: { code: 'MessageRejected', message: 'Address blocked.' } }
    : undefined;

const start = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'invitations-unread-'));
  const file = join(folder, 'table.sqlite');
  const engine = await startTableEngine(file, undefined);
  // TTL is off: tests remove items themselves.
  const clock = runningClock();
  clock.delayRemovals(Number.POSITIVE_INFINITY);
  const assembly = await withoutReaders(join(folder, 'assembly'));
  const options = { port: 0, seeded: false, clock: clock.hands, report: () => undefined, intercept: refuseForGood };
  const data = join(folder, 'data');
  const run = await startLocal({ ...options, data, assembly, dynamodbEndpoint: engine.endpoint });
  // Core is also called in this process, on the same table.
  process.env.AWS_ENDPOINT_URL_DYNAMODB = engine.endpoint;
  process.env.AWS_REGION = region;
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
  process.env.AWS_ENDPOINT_URL_SQS = run.awsEndpoint;
  process.env[environment.tableName] = tableName;
  const table = new DynamoDBClient({ endpoint: engine.endpoint, region, credentials });
  const { Table } = await table.send(new DescribeTableCommand({ TableName: tableName }));
  const upkeep = openStreamUpkeep(file);
  const read = streamReader(engine.endpoint, Table?.LatestStreamArn ?? '', (upTo) => upkeep.trim(tableName, upTo));
  const stop = async (): Promise<void> => {
    await noteUsedRights(run.url);
    await run.stop();
    upkeep.close();
    await engine.stop();
    rmSync(folder, { recursive: true });
  };
  const { url, awsEndpoint } = run;
  return { url, awsEndpoint, tableEndpoint: engine.endpoint, assembly, clock, read, stop };
};

type Started = Awaited<ReturnType<typeof start>>;

/** Starts a run without stream consumers for one test file: the test reads the records and sends them to the consumers. */
export const useUnreadRun = () => {
  let started: Started | undefined;
  beforeAll(async () => {
    started = await start();
  });
  afterAll(() => started?.stop());
  const running = (): Started => {
    if (!started) throw new Error('The run has not started.');
    return started;
  };
  return {
    running,
    /** Returns the records since the last call in Lambda's format. `isTimeToLive` marks removals by TTL. */
    records: async (isTimeToLive: (change: Change) => boolean = () => false): Promise<LambdaRecord[]> =>
      (await running().read()).map((change) =>
        lambdaRecord(change, 'arn', isTimeToLive(change) ? timeToLive : undefined),
      ),
    /** Invokes a function of the run and returns its response. Throws if it fails. */
    invoke: async (name: string, event: unknown): Promise<unknown> => {
      const lambda = new LambdaClient({ endpoint: running().awsEndpoint, region, credentials, maxAttempts: 1 });
      const command = new InvokeCommand({
        FunctionName: `invitations-local-${name}`,
        Payload: JSON.stringify(event),
      });
      const { Payload, FunctionError } = await lambda.send(command);
      const text = Payload?.transformToString() || 'null';
      if (FunctionError) throw new Error(`${name} failed: ${text}`);
      return JSON.parse(text);
    },
  };
};
