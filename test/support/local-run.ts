import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { auditLogAtEnd } from './audit-log-of-run.ts';
import { leakedTokens } from './leaked-tokens.ts';
import { noteRun, noteUsedRights, rememberUsedRights } from './used-rights.ts';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
    /** Injects faults at random. */
    faulty?: boolean;
  }
}

export type Run = {
  readonly url: string;
  readonly pid: number;
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
};

/** Runs `npm start` or a similar script on a free port, and resolves when it prints `ready`. */
const spawnRun = async (script: string, data: string, flags: readonly string[]): Promise<Run> => {
  const child = spawn(process.execPath, [script, '--port', '0', '--data', data, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    url ??= /^API\s+(\S+)\/v1$/.exec(line)?.[1];
    if (line === 'ready') break;
  }
  if (url === undefined || child.pid === undefined) throw new Error('The local run did not start');
  await noteRun(url);
  const end = async (signal: NodeJS.Signals) => {
    if (signal !== 'SIGKILL') await noteUsedRights(url);
    child.kill(signal);
    await exited;
  };
  return { url, pid: child.pid, end };
};

export const startRun = (data: string, ...flags: readonly string[]): Promise<Run> =>
  spawnRun('operator/commands/start.ts', data, flags);

/** Starts one local stack for all HTTP tests; each creates its own organizations. */
export const provideRun = async (project: TestProject, script: string) => {
  const forget = await rememberUsedRights();
  const data = await mkdtemp(join(tmpdir(), 'invitations-run-'));
  const run = await spawnRun(script, data, ['--resend-pause', '1s']);
  project.provide('url', run.url);
  return async () => {
    const { changes, differences } = await auditLogAtEnd(run.url, data, () => run.end('SIGINT'));
    const { mailed, places } = await leakedTokens(data);
    await Promise.all([rm(data, { recursive: true }), forget()]);
    // After all tests: tokens are in emails only.
    if (places.length > 0) throw new Error(`Of ${mailed.length} mailed tokens some are in ${places.join(', ')}`);
    // After all tests: changes and audit events match.
    if (changes === 0 || differences.length > 0)
      throw new Error(`The audit log differs from ${changes} changes in the stream:\n${differences.join('\n')}`);
  };
};

export const setup = (project: TestProject) => provideRun(project, 'operator/commands/start.ts');
