import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from 'cdk-local/sign-in';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { dataFolder, endOf, startNpm, startProcess, untilReady, urlIn } from '#test/support/start-process.ts';

const running = z.object({ url: z.string(), awsEndpoint: z.string(), pid: z.number() });
const me = z.object({ organizations: z.array(z.object({ name: z.string(), role: z.string() })) });

const organizationsOf = async (url: string, email: string): Promise<unknown> => {
  const { accessToken } = await signIn({ url, email });
  const answer = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
  return me.parse(await answer.json()).organizations;
};

test('npm start prints addresses and ready, seeds Acme and Globex, and stops everything on Ctrl-C', async () => {
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

test('npm start seeds one Acme after kills during the start, and tokens survive a kill', async () => {
  const data = dataFolder();
  for (const milliseconds of [600, 900]) {
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

test('npm start rejects an unknown flag with one sentence and exit code 1', async () => {
  expect(await endOf(['--color'])).toEqual({
    code: 1,
    stdout: '',
    stderr: "Unknown option '--color': npm start -- --help lists the options.\n",
  });
});

test('npm start rejects a data folder that another run uses, with --fresh too', async () => {
  const data = dataFolder();
  await untilReady(startProcess(['--port', '0', '--data', data]));

  const ends = await Promise.all([[], ['--fresh']].map((flags) => endOf(['--port', '0', '--data', data, ...flags])));

  const refused = {
    code: 1,
    stdout: '',
    stderr: `The data folder ${data} is in use by another run: end that one, or choose another folder with --data.\n`,
  };
  expect(ends).toEqual([refused, refused]);
});

test('npm start --fresh replaces corrupt files and keeps other files in the data folder', async () => {
  const data = dataFolder();
  for (const file of ['runner.sqlite', 'table.sqlite']) writeFileSync(join(data, file), 'no database');
  writeFileSync(join(data, 'thesis.txt'), 'ten years of work');

  await untilReady(startProcess(['--port', '0', '--data', data, '--fresh']));

  expect(existsSync(join(data, 'thesis.txt'))).toBe(true);
});

/** Sends a request whose headers have arrived and whose body is pending. */
const begun = async (url: string, path: string): Promise<ClientRequest> => {
  const headers = { expect: '100-continue', 'content-type': 'application/json' };
  const request = httpRequest(`${url}${path}`, { method: 'POST', headers });
  request.flushHeaders();
  await once(request, 'continue');
  return request;
};

test('npm start completes pending requests on SIGTERM and stops when npm is killed', async () => {
  const [asked, killed] = [dataFolder(), dataFolder()].map((data) => ({
    data,
    npm: startNpm(['--port', '0', '--data', data]),
  }));
  if (!asked || !killed) throw new Error('Nothing was started.');
  const [url = '', other = ''] = (await Promise.all([untilReady(asked.npm), untilReady(killed.npm)])).map(urlIn);
  const underWay = await begun(url, '/v1/invitations/preview');

  killed.npm.kill('SIGKILL');
  asked.npm.kill('SIGTERM');
  for (const ending of [url, other]) await expect.poll(() => fetch(ending).catch(() => 'ended')).toBe('ended');
  underWay.end('{"token":"none"}');

  const [answer]: IncomingMessage[] = await once(underWay, 'response');
  expect(JSON.parse(answer ? await text(answer) : '')).toMatchObject({ code: 'invitation_link_invalid' });
  expect(await once(asked.npm, 'exit')).toEqual([0, null]);
  for (const { data } of [asked, killed]) await expect.poll(() => existsSync(join(data, 'running.json'))).toBe(false);
});
