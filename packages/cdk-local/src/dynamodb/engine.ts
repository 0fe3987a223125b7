import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { StartError } from '../run/start-error.ts';

/** A DynamoDB on this machine. */
export type TableEngine = {
  readonly endpoint: string;
  /** SQLite file of the embedded engine; undefined for any other DynamoDB. */
  readonly file: string | undefined;
  /** Resolves with a message if the engine crashes. */
  readonly failed: Promise<string>;
  readonly stop: () => Promise<void>;
};

// The shell becomes the engine. It leaves a watcher that kills the engine when the pipe from this process breaks, so that
// a killed run leaves no engine behind.
const killWithParent = `
exec 3<&0 </dev/null
( read -r ended <&3 || kill -9 $$ 2>/dev/null ) &
exec "$@" 3<&-`;

const binary = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide');
  } catch {
    throw new StartError(
      `The embedded DynamoDB runs on Linux x64 only (no ${name} is installed): set DYNAMODB_ENDPOINT to a running DynamoDB, for example DynamoDB Local.`,
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

const responds = async (endpoint: string): Promise<boolean> =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

const waitUntilResponding = async (endpoint: string, child: ChildProcess): Promise<boolean> => {
  for (let attempt = 0; attempt < 1000 && child.exitCode === null; attempt += 1) {
    if (await responds(endpoint)) return true;
    await sleep(20);
  }
  return false;
};

const startChild = async (file: string): Promise<TableEngine> => {
  const port = await freePort();
  const command = [binary(), 'serve', '--port', String(port), '--db-path', file];
  const child = spawn('/bin/sh', ['-c', killWithParent, 'dynoxide', ...command], {
    // A separate process group: Ctrl-C in the terminal must not stop the engine before its clients.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output = `${output}${chunk}`.slice(-1000);
  });
  // Ends the watcher before another process can get the process id.
  child.on('exit', () => child.stdin?.end('ended\n'));
  child.stdin?.on('error', () => undefined);
  const exited = once(child, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  if (!(await waitUntilResponding(endpoint, child))) {
    child.kill('SIGKILL');
    await exited;
    throw new StartError(`The embedded DynamoDB did not start: ${output.trim().split('\n').at(-1)}`);
  }
  let stopping = false;
  return {
    endpoint,
    file,
    failed: exited.then(() =>
      stopping ? new Promise<string>(() => undefined) : `The embedded DynamoDB stopped: ${output.trim()}`,
    ),
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      await exited;
    },
  };
};

/** Uses the DynamoDB at `endpoint`, or starts the embedded engine on `file`. Throws `StartError`. */
export const startTableEngine = async (file: string, endpoint: string | undefined): Promise<TableEngine> => {
  if (endpoint === undefined) return startChild(file);
  if (!(await responds(endpoint))) throw new StartError(`No DynamoDB responds at DYNAMODB_ENDPOINT=${endpoint}.`);
  return { endpoint, file: undefined, failed: new Promise(() => undefined), stop: async () => undefined };
};
