import { setTimeout as sleep } from 'node:timers/promises';
import { type Page, type Shard, type StreamsClient, StreamsError } from './streams-client.ts';

/** A stream of the DynamoDB engine. */
export type StreamSource = {
  readonly client: StreamsClient;
  /** The engine's ARN of the stream. */
  readonly arn: string;
  readonly signal: AbortSignal;
  /** Receives errors, after which reading is retried. */
  readonly report: (line: string) => void;
};

/** Pause between two reads, so that records that come close together share a page. */
const pauseMilliseconds = 15;
/** Maximum time until a write by another process is found. */
const pollMilliseconds = 500;
const errorPauseMilliseconds = 1000;

/** Returns all shards of a stream. */
export const shardsOf = ({ client, arn }: Pick<StreamSource, 'client' | 'arn'>): Promise<readonly Shard[]> =>
  client.shards(arn);

/** Reports an error, except during a shutdown, and waits before the next attempt. */
export const pauseAfterError = async ({ signal, report }: StreamSource, error: unknown): Promise<void> => {
  if (!signal.aborted) report(`The stream can't be read: ${error instanceof Error ? error.message : error}`);
  await sleep(errorPauseMilliseconds, undefined, { signal }).catch(() => undefined);
};

type Position = { after: string | undefined };

/** Reads one page. Returns undefined if the read has to be repeated. */
const readPage = async (source: StreamSource, shardId: string, position: Position): Promise<Page | undefined> => {
  try {
    const page = await source.client.page(source.arn, shardId, position.after);
    position.after = page.upTo ?? position.after;
    return page;
  } catch (error) {
    const name = error instanceof StreamsError ? error.name : undefined;
    if (name === 'TrimmedDataAccessException') position.after = undefined;
    else if (name !== 'ExpiredIteratorException') await pauseAfterError(source, error);
    return undefined;
  }
};

/**
 * Yields a shard's pages after a sequence number (or from its beginning), empty ones included, until the end of a closed
 * shard or until the signal aborts. A shard is closed when it has no next iterator: some engines report an ending sequence
 * number for open shards. After an empty page it waits for a write, for at most half a second or `patience`.
 */
export async function* shardPages(
  source: StreamSource,
  shardId: string,
  after: string | undefined,
  patience: () => number = () => pollMilliseconds,
): AsyncGenerator<Page> {
  const { client, signal } = source;
  const position: Position = { after };
  while (!signal.aborted) {
    const version = client.version();
    const page = await readPage(source, shardId, position);
    if (!page) continue;
    yield page;
    if (page.isLast) return;
    if (page.upTo === undefined)
      await client.changed(version, Math.max(1, Math.min(pollMilliseconds, patience())), signal);
    await sleep(pauseMilliseconds);
  }
}
