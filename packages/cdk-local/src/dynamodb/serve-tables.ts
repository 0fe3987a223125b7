import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Cleanup } from '../run/cleanup.ts';
import type { Clock } from '../run/clock.ts';
import { StartError } from '../run/start-error.ts';
import type { StreamConsumers } from '../streams/start-stream-consumers.ts';
import type { Change, UserIdentity } from '../streams/stream-record.ts';
import { openStreamsClient, type StreamsClient } from '../streams/streams-client.ts';
import { region } from '../template/physical-values.ts';
import type { TableDefinition } from '../template/tables.ts';
import { deleteTable, ensureTable } from './create-table.ts';
import type { TableEngine } from './engine.ts';
import { openStreamUpkeep } from './engine-file.ts';
import { openRemovalJournal } from './removal-journal.ts';
import { startTimeToLive, type TimeToLive } from './time-to-live.ts';

export type TablesOptions = {
  readonly engine: TableEngine;
  readonly database: DatabaseSync;
  readonly tables: readonly TableDefinition[];
  readonly accessKeyId: string;
  readonly clock: Clock;
  /** Deletes existing tables. */
  readonly fresh: boolean;
  /** Receives one line per error. */
  readonly report: (line: string) => void;
  readonly cleanup: Cleanup;
};

export type Tables = {
  readonly streams: StreamsClient;
  /** Returns the engine's ARN of a stream of the template. Throws `StartError` for an unknown stream. */
  readonly engineArn: (streamArn: string) => string;
  readonly identify: (change: Change, streamArn: string) => Promise<UserIdentity | undefined>;
  /** Identifies the tables; changes when they are created again. */
  readonly identity: string;
  /** Starts deleting stream records that all consumers have processed. */
  readonly trimWith: (consumers: Pick<StreamConsumers, 'passed'>) => void;
};

type Stream = {
  readonly table: TableDefinition;
  readonly streamArn: string;
  readonly engineArn: string;
  readonly timeToLive: TimeToLive | undefined;
};

const trimEveryMilliseconds = 2000;

const lower = (left: bigint | undefined, right: bigint | undefined): bigint | undefined => {
  if (left === undefined || right === undefined) return undefined;
  return left < right ? left : right;
};

/** Creates the tables of the template, removes expired items and trims streams, which the engine doesn't do. */
export const serveTables = async (options: TablesOptions): Promise<Tables> => {
  const { engine, database, tables, accessKeyId, clock, fresh, report, cleanup } = options;
  const settings = { endpoint: engine.endpoint, region, credentials: { accessKeyId, secretAccessKey: 'local' } };
  const client = new DynamoDBClient(settings);
  const streamsClient = openStreamsClient(engine.endpoint, accessKeyId);
  cleanup.add(() => client.destroy());
  cleanup.add(streamsClient.close);
  const journal = openRemovalJournal(database);
  const streams: Stream[] = [];
  for (const table of tables) {
    if (fresh) await deleteTable(client, table.name);
    const engineArn = await ensureTable(client, table);
    const { streamArn, ttlAttribute } = table;
    if (streamArn === undefined || engineArn === undefined) continue;
    const expiring =
      ttlAttribute === undefined ? undefined : { client, table, ttlAttribute, journal, removalTime: clock.removalTime };
    const timeToLive = expiring && startTimeToLive(expiring, { client: streamsClient, arn: engineArn, report });
    cleanup.add(() => timeToLive?.stop());
    streams.push({ table, streamArn, engineArn, timeToLive });
  }
  const find = (streamArn: string): Stream => {
    const found = streams.find((stream) => stream.streamArn === streamArn);
    if (!found) throw new StartError(`An event source mapping reads ${streamArn}, which no table has.`);
    return found;
  };

  return {
    streams: streamsClient,
    engineArn: (streamArn) => find(streamArn).engineArn,
    identify: async (change, streamArn) => find(streamArn).timeToLive?.identify(change),
    identity: createHash('sha256')
      .update(streams.map(({ engineArn }) => engineArn).join())
      .digest('hex'),
    trimWith: (consumers) => {
      if (engine.file === undefined) return;
      const upkeep = openStreamUpkeep(engine.file);
      const trim = (): void => {
        for (const { table, streamArn, timeToLive } of streams) {
          const passed = timeToLive
            ? lower(consumers.passed(streamArn), timeToLive.passed())
            : consumers.passed(streamArn);
          if (passed !== undefined) upkeep.trim(table.name, passed);
        }
      };
      const timer = setInterval(trim, trimEveryMilliseconds);
      cleanup.add(() => {
        clearInterval(timer);
        upkeep.close();
      });
    },
  };
};
