import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { signIn } from '#local/sign-in/sign-in-over-http.ts';
import { dataFolder, endOf, startProcess, untilReady } from './support/start-process.ts';

const urlIn = (said: string): string => /^API +(\S+)\/v1$/m.exec(said)?.[1] ?? '';
const running = z.object({ url: z.string(), awsEndpoint: z.string(), pid: z.number() });
const me = z.object({ organizations: z.array(z.object({ name: z.string(), role: z.string() })) });

const organizationsOf = async (url: string, email: string): Promise<unknown> => {
  const { accessToken } = await signIn({ url, email });
  const answer = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  return me.parse(await answer.json()).organizations;
};

test('a start prints its addresses and ready, has Acme and Globex, and ends everything on Ctrl-C', async () => {
  const data = dataFolder();
  const run = startProcess(['--port', '0', '--data', data]);

  const said = await untilReady(run);
  const url = urlIn(said);

  expect(said).toBe(`console  ${url}/\nAPI      ${url}/v1\ninbox    ${url}/local/inbox\nready\n`);
  expect(await (await fetch(`${url}/v1/health`)).json()).toEqual({ status: 'ok' });
  expect(await organizationsOf(url, 'alice@acme.test')).toEqual([{ name: 'Acme', role: 'admin' }]);
  expect(await organizationsOf(url, 'gail@globex.test')).toEqual([{ name: 'Globex', role: 'admin' }]);
  const { awsEndpoint, pid } = running.parse(JSON.parse(readFileSync(join(data, 'running.json'), 'utf8')));
  expect(pid).toBe(run.pid);
  run.kill('SIGINT');
  expect(await once(run, 'exit')).toEqual([0, null]);
  await expect(fetch(url)).rejects.toThrow();
  await expect(fetch(awsEndpoint)).rejects.toThrow();
  expect(existsSync(join(data, 'running.json'))).toBe(false);
});

test('a start that is killed again and again before it is ready ends with one Acme, and its tokens stay valid', async () => {
  const data = dataFolder();
  for (const milliseconds of [600, 800, 1000]) {
    const killed = startProcess(['--port', '0', '--data', data]);
    await Promise.race([sleep(milliseconds), once(killed, 'exit')]);
    killed.kill('SIGKILL');
  }
  const first = startProcess(['--port', '0', '--data', data]);
  const url = urlIn(await untilReady(first));
  expect(await organizationsOf(url, 'alice@acme.test')).toEqual([{ name: 'Acme', role: 'admin' }]);
  const { accessToken } = await signIn({ url, email: 'alice@acme.test' });
  first.kill('SIGKILL');

  const second = startProcess(['--port', '0', '--data', data]);
  const urlAfter = urlIn(await untilReady(second));

  const answer = await fetch(`${urlAfter}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(me.parse(await answer.json()).organizations).toHaveLength(1);
});

test('a second start on the same data folder, also one that would empty it, is refused', async () => {
  const data = dataFolder();
  await untilReady(startProcess(['--port', '0', '--data', data]));

  for (const flags of [[], ['--fresh']]) {
    const end = await endOf(['--port', '0', '--data', data, ...flags]);
    expect(end).toEqual({
      code: 1,
      stdout: '',
      stderr: `The data folder ${data} is in use by another npm start: end that one, or choose another folder with --data.\n`,
    });
  }
});

test('a port in use is told in one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = z.object({ port: z.number() }).parse(other.address());

  const end = await endOf(['--port', String(port), '--data', dataFolder()]);

  expect([end.code, end.stderr]).toEqual([
    1,
    `Port ${port} is in use: end what listens there, or choose another with --port.\n`,
  ]);
});

const corrupt = (data: string, file: string): void => {
  writeFileSync(join(data, file), 'this is no database, nor has it ever been one');
};

test.each(['runner.sqlite', 'table.sqlite'])('a corrupt %s is told in one sentence', async (file) => {
  const data = dataFolder();
  corrupt(data, file);

  const end = await endOf(['--port', '0', '--data', data]);

  expect(end.code).toBe(1);
  expect(end.stderr).toMatch(/^The data folder \S+ is corrupt \(.+\): start once with --fresh to empty it\.\n$/);
});

test('--fresh mends a corrupt folder, and leaves in it what is not of a run', async () => {
  const data = dataFolder();
  for (const file of ['runner.sqlite', 'table.sqlite']) corrupt(data, file);
  writeFileSync(join(data, 'thesis.txt'), 'ten years of work');

  await untilReady(startProcess(['--port', '0', '--data', data, '--fresh']));

  expect(existsSync(join(data, 'thesis.txt'))).toBe(true);
});

test('on a platform without embedded DynamoDB the start says what to set', async () => {
  const elsewhere = "--import=data:text/javascript,Object.defineProperty(process,'platform',{value:'darwin'})";

  const environment = { NODE_OPTIONS: elsewhere, DYNAMODB_ENDPOINT: '' };

  const end = await endOf(['--port', '0', '--data', dataFolder()], environment);

  expect(end.code).toBe(1);
  expect(end.stderr).toMatch(
    /^The embedded DynamoDB runs on Linux x64 only .*: set DYNAMODB_ENDPOINT to one that runs, .*\.\n$/,
  );
});

test('an unknown flag is told in one sentence', async () => {
  expect(await endOf(['--color'])).toEqual({
    code: 1,
    stdout: '',
    stderr: "Unknown option '--color': npm start -- --help tells what there is.\n",
  });
});
