import { copyFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startTableEngine } from 'cdk-local/dynamodb-engine';
import { signIn } from 'cdk-local/sign-in';
import { readSigningKey } from 'cdk-local/signing-key';
import { synthesize } from 'cdk-local/synthesize';
import { decodeJwt, type JWTPayload } from 'jose';
import { localApp } from '#operator/local-run/local-app.ts';
import { handlerCaller, setEnvironment, startSecrets } from './handlers.ts';
import { load } from './load.ts';
import { httpCaller, startLocalRun } from './local-run.ts';
import { type Caller, type Measure, measureOperations } from './operations.ts';
import { processorTime, residentMegabytes, untilQuiet } from './process-use.ts';
import { bareClient, startRecording, type TableRequest } from './requests.ts';

const { values } = parseArgs({
  options: { invitations: { type: 'string', default: '200' }, callers: { type: 'string', default: '1,8,32' } },
});
const invitations = Number(values.invitations);
const folder = await mkdtemp(join(tmpdir(), 'invitations-benchmark-'));
const data = join(folder, 'data');

const row = (...cells: readonly (string | number)[]): void =>
  console.log(`| ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(1) : cell)).join(' | ')} |`);
const table = (...names: readonly string[]): void => {
  console.log('');
  row(...names);
  row(...names.map(() => '---'));
};

const startTwice = async () => {
  const first = await startLocalRun(data);
  const { accessToken } = await signIn({ url: first.url, email: 'gail@globex.test', name: 'Gail Admin' });
  await first.stop();
  const key = await readSigningKey(data);
  const run = await startLocalRun(data);
  console.log(
    `Ready after ${first.startMilliseconds.toFixed(0)} ms, again after ${run.startMilliseconds.toFixed(0)} ms.`,
  );
  return { run, key, admin: decodeJwt(accessToken) };
};

const measureLocalRun = async (): Promise<JWTPayload> => {
  const { run, key, admin } = await startTwice();
  const { url, pid, stop } = run;
  await untilQuiet(pid);
  const [before, idle] = [processorTime(pid), residentMegabytes(pid)];
  await pause(10_000);
  console.log(`Idle: ${((processorTime(pid) - before) / 100).toFixed(1)} % of a processor, ${idle} MB.`);
  const call = await httpCaller(url, key);
  try {
    table('local run', 'callers', 'a second', 'p50, ms', 'p95, ms', 'processor, ms');
    for (const callers of values.callers.split(',').map(Number)) {
      const measure: Measure = async (name, items, act) => {
        const time = () => processorTime(pid);
        const result = await load(items, callers, act, time, () => untilQuiet(pid));
        row(name, String(callers), result.perSecond, result.p50, result.p95, result.processorTime);
      };
      await measureOperations(call, admin, invitations, measure);
    }
    const loaded = residentMegabytes(pid);
    await pause(60_000);
    console.log(`\nMemory: ${loaded} MB after the load, ${residentMegabytes(pid)} MB a minute later.`);
  } finally {
    await stop();
  }
  return admin;
};

const ownTime = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Runs `act` with the table as the local run has left it. */
const onCopy = async <Result>(name: string, act: (endpoint: string) => Promise<Result>): Promise<Result> => {
  const file = join(folder, `${name}.sqlite`);
  copyFileSync(join(data, 'table.sqlite'), file);
  const engine = await startTableEngine(file, undefined);
  try {
    return await act(engine.endpoint);
  } finally {
    await engine.stop();
  }
};

/** Returns the requests of each call, by operation. */
const record = (call: Caller, admin: JWTPayload, secrets: string) =>
  onCopy('recorded', async (endpoint) => {
    const { url, stop, take } = await startRecording(endpoint);
    setEnvironment(url, secrets);
    const recorded = new Map<string, (readonly TableRequest[])[]>();
    await measureOperations(call, admin, invitations, async (name, items, act) => {
      const calls: (readonly TableRequest[])[] = [];
      take();
      for (const item of items) {
        await act(item);
        calls.push(take());
      }
      recorded.set(name, calls);
    });
    stop();
    return recorded;
  });

const measureHandlers = async (admin: JWTPayload): Promise<void> => {
  const assembly = await synthesize(localApp);
  const secrets = await startSecrets();
  const recorded = await record(handlerCaller(assembly, 'recorded'), admin, secrets.url);
  const bare = new Map<string, number>();
  await onCopy('bare', async (endpoint) => {
    const send = bareClient(endpoint);
    for (const [name, calls] of recorded) bare.set(name, (await load(calls, 1, send, ownTime)).processorTime);
  });
  table('handlers alone', 'a second', 'p50, ms', 'p95, ms', 'processor, ms', 'bare SDK client, ms', 'ratio');
  await onCopy('handlers', async (endpoint) => {
    setEnvironment(endpoint, secrets.url);
    await measureOperations(handlerCaller(assembly, 'measured'), admin, invitations, async (name, items, act) => {
      const { perSecond, p50, p95, processorTime: own } = await load(items, 1, act, ownTime);
      const sdk = bare.get(name) ?? Number.NaN;
      row(name, perSecond, p50, p95, own, sdk, (own / sdk).toFixed(2));
    });
  });
  secrets.stop();
};

await measureHandlers(await measureLocalRun());
await rm(folder, { recursive: true });
