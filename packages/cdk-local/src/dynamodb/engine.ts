import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { StartError } from '../run/start-error.ts';

/** DynamoDB on this machine. */
export type TableEngine = {
  readonly endpoint: string;
  /** The engine's own SQLite file; undefined for an engine that was started elsewhere. */
  readonly file: string | undefined;
  /** Resolves with a sentence if the engine ends by itself. */
  readonly failed: Promise<string>;
  readonly stop: () => Promise<void>;
};

// The shell turns into the engine, and leaves a watcher behind that kills it when the pipe from this process breaks:
// so a runner that is killed leaves no engine that would hold the data folder.
const tiedToParent = `
exec 3<&0 </dev/null
( read -r ended <&3 || kill -9 $$ 2>/dev/null ) &
exec "$@" 3<&-`;

const binary = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide');
  } catch {
    throw new StartError(
      `The embedded DynamoDB runs on Linux x64 only (no ${name} is installed): set DYNAMODB_ENDPOINT to one that runs, DynamoDB Local for instance.`,
    );
  }
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = z.object({ port: z.number() }).parse(probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
};

const answers = async (endpoint: string): Promise<boolean> =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

const untilAnswering = async (endpoint: string, child: ChildProcess): Promise<boolean> => {
  for (let attempt = 0; attempt < 1000 && child.exitCode === null; attempt += 1) {
    if (await answers(endpoint)) return true;
    await sleep(20);
  }
  return false;
};

const startChild = async (file: string): Promise<TableEngine> => {
  const port = await freePort();
  const command = [binary(), 'serve', '--port', String(port), '--db-path', file];
  const child = spawn('/bin/sh', ['-c', tiedToParent, 'dynoxide', ...command], {
    // Ctrl-C reaches the whole group of a terminal's processes: the engine is to outlive what still uses it.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-1000);
  });
  // A line tells the watcher that there is nothing left to kill, before the process number is another's.
  child.on('exit', () => child.stdin?.end('ended\n'));
  child.stdin?.on('error', () => undefined);
  const exited = once(child, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  if (!(await untilAnswering(endpoint, child))) {
    child.kill('SIGKILL');
    await exited;
    throw new StartError(`The embedded DynamoDB did not start: ${said.trim().split('\n').at(-1)}`);
  }
  let stopping = false;
  return {
    endpoint,
    file,
    failed: exited.then(() =>
      stopping ? new Promise<string>(() => undefined) : `The embedded DynamoDB ended: ${said.trim()}`,
    ),
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      await exited;
    },
  };
};

/** Uses the DynamoDB at `endpoint`, or starts one that keeps its table in `file`. Throws `StartError`. */
export const startTableEngine = async (file: string, endpoint: string | undefined): Promise<TableEngine> => {
  if (endpoint === undefined) return startChild(file);
  if (!(await answers(endpoint))) throw new StartError(`No DynamoDB answers at DYNAMODB_ENDPOINT=${endpoint}.`);
  return { endpoint, file: undefined, failed: new Promise(() => undefined), stop: async () => undefined };
};
