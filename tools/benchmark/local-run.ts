import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { SigningKey } from 'cdk-local/signing-key';
import { importJWK, SignJWT } from 'jose';
import { operations } from '#core/contract/operations.ts';
import type { Caller } from './operations.ts';

export type LocalRun = {
  readonly url: string;
  readonly pid: number;
  readonly startMilliseconds: number;
  readonly stop: () => Promise<void>;
};

/** Runs `npm start` on a free port and returns when it is ready. */
export const startLocalRun = async (data: string): Promise<LocalRun> => {
  const begun = performance.now();
  const flags = ['--port', '0', '--data', data, '--resend-pause', '1s'];
  const child = spawn('npm', ['start', '--silent', '--', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    url ??= /^API\s+(\S+)\/v1$/.exec(line)?.[1];
    if (line === 'ready') break;
  }
  if (url === undefined || child.pid === undefined) throw new Error('The local run did not start.');
  return {
    url,
    pid: child.pid,
    startMilliseconds: performance.now() - begun,
    stop: async () => {
      child.kill('SIGINT');
      await exited;
    },
  };
};

/** Calls the API of a run over HTTP, with tokens that its key has signed. */
export const httpCaller = async (url: string, key: SigningKey): Promise<Caller> => {
  const privateKey = await importJWK(key, 'RS256');
  return async ({ operation, params = {}, body, claims }) => {
    const { method, path } = operations[operation];
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(privateKey);
    const response = await fetch(`${url}${path.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? '')}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${operation}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
};
