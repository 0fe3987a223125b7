import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { clientSettings, readRunInfo } from '../src/run/run-info.ts';
import { temporaryFolder } from './support/assembly.ts';

const cwd = fileURLToPath(new URL('..', import.meta.url));

const command = (...flags: readonly string[]): ChildProcess => {
  const args = ['--disable-warning=ExperimentalWarning', 'bin/cdk-local.ts', ...flags];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
};

/** Everything that the process prints until it is ready. */
const untilReady = async (child: ChildProcess): Promise<string> => {
  let output = '';
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    output += chunk;
    if (output.endsWith('ready\n')) return output;
  }
  throw new Error(`The process ended before it was ready: ${output}`);
};

const startTinyApp = async (data: string, ...flags: readonly string[]) => {
  const app = ['--app', `"${process.execPath}" test/tiny-app/app.ts`, '--sources', 'test/tiny-app/**'];
  const child = command(...app, '--context', 'greeting=Hello', '--port', '0', '--data', data, ...flags);
  const [, url = ''] = /^app +(\S+)\/$/m.exec(await untilReady(child)) ?? [];
  const { awsEndpoint } = await readRunInfo(url);
  const sqs = new SQSClient(clientSettings(awsEndpoint));
  return {
    create: async (body: string): Promise<Response> => fetch(`${url}/notes`, { method: 'POST', body }),
    get: (path: string): Promise<Response> => fetch(`${url}${path}`),
    /** The bodies of the messages that a queue holds now. */
    receive: async (QueueUrl: string): Promise<string[]> => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
      return Messages.map(({ Body = '' }) => Body);
    },
    stop: async (): Promise<unknown> => {
      child.kill('SIGINT');
      return once(child, 'exit');
    },
  };
};

test('cdk-local runs an app with HTTP API, table, stream consumer, queue and dead-letter queue', async () => {
  const data = temporaryFolder();
  const first = await startTinyApp(data, '--env', 'GREETING=Good morning');
  const created = await first.create('world');
  expect(created.status).toBe(201);
  const { id } = z.object({ id: z.string() }).parse(await created.json());
  expect(await (await first.get(`/notes/${id}`)).json()).toEqual({ text: 'Good morning world' });
  expect((await first.get('/notes/unknown')).status).toBe(404);
  expect((await first.get('/elsewhere')).status).toBe(404);
  await expect.poll(() => first.receive('announcements')).toEqual(['Good morning world']);

  await first.create('poison');
  const deadLetter = expect.stringContaining('RetryAttemptsExhausted');
  await expect.poll(() => first.receive('failures')).toEqual([deadLetter]);
  expect(await first.stop()).toEqual([0, null]);

  const second = await startTinyApp(data);
  expect(await (await second.get(`/notes/${id}`)).json()).toEqual({ text: 'Good morning world' });
  expect((await second.create('again')).status).toBe(201);
  await expect.poll(() => second.receive('announcements')).toEqual(['Hello again']);
});
