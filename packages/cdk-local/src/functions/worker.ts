/** Entry point of a worker thread: one execution environment of one function, like Lambda's Node.js runtime. */
import { randomBytes } from 'node:crypto';
import { existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from './follow-clock.ts';
import type { FunctionError, InvocationMessage, WorkerMessage, WorkerSettings } from './messages.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const settings: WorkerSettings = workerData;
// Node.js has read it when the thread started. On Lambda the function has no such variable.
delete process.env.NODE_COMPILE_CACHE;
// Deadlines use the machine's clock: durations are real, whatever the controllable clock shows.
const machineTime = Date.now;
if (settings.clock) followClock(settings.clock);
const log = openSync(settings.logFile, 'a');

// Writes to the file directly: output that is buffered for the main thread would be lost while this thread sleeps.
const writeToLog = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
  writeSync(log, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  for (const callback of [encoding, done]) if (typeof callback === 'function') callback();
  return true;
};
process.stdout.write = writeToLog;
process.stderr.write = writeToLog;

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

const errorOf = (thrown: unknown): FunctionError =>
  thrown instanceof Error
    ? { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') }
    : { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };

const namedError = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const load = async (): Promise<Handler> => {
  const [file = '', exported = ''] = settings.handler.split('.');
  const path = ['.js', '.mjs', '.cjs'].map((ending) => join(settings.folder, file + ending)).find(existsSync);
  if (path === undefined) throw namedError('Runtime.ImportModuleError', `Cannot find module '${file}'`);
  const handler = (await import(pathToFileURL(path).href))[exported];
  if (typeof handler !== 'function')
    throw namedError('Runtime.HandlerNotFound', `${settings.handler} is undefined or not exported`);
  // Lambda's Node.js 24 runtime doesn't support callback-based handlers.
  if (handler.length > 2)
    throw namedError('Runtime.CallbackHandlerDeprecated', 'AWS Lambda has removed support for callback-based handlers');
  return handler;
};

const contextOf = ({ requestId, deadline }: InvocationMessage) => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: settings.name,
  functionVersion: '$LATEST',
  getRemainingTimeInMillis: () => Math.max(0, deadline - machineTime()),
  invokedFunctionArn: settings.arn,
  logGroupName: `/aws/lambda/${settings.name}`,
  logStreamName: 'local',
  memoryLimitInMB: String(settings.memoryMegabytes),
});

// Lambda sets this variable for each invocation.
const newTrace = (): string =>
  `Root=1-${Math.floor(machineTime() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;

const run = async (handler: Handler, invocation: InvocationMessage): Promise<WorkerMessage> => {
  process.env._X_AMZN_TRACE_ID = newTrace();
  try {
    const response = await handler(JSON.parse(invocation.event), contextOf(invocation));
    return { kind: 'returned', payload: JSON.stringify(response) ?? 'null' };
  } catch (thrown) {
    const error = errorOf(thrown);
    console.error(`${invocation.requestId} ${error.trace.join('\n') || error.errorMessage}`);
    return { kind: 'failed', error };
  }
};

// Lambda freezes the process between invocations: background work of a handler pauses until the next one.
const postAndSleep = (message: WorkerMessage): void => {
  const wakeUps = Atomics.load(settings.wakeUps, 0);
  post(message);
  Atomics.wait(settings.wakeUps, 0, wakeUps);
};

const serve = (handler: Handler): void => {
  parentPort?.on('message', (invocation: InvocationMessage) => {
    // Waits for one turn of the event loop, which notices sockets that were closed during the sleep.
    setImmediate(async () => postAndSleep(await run(handler, invocation)));
  });
  postAndSleep({ kind: 'loaded' });
};

try {
  serve(await load());
} catch (thrown) {
  post({ kind: 'failed', error: errorOf(thrown) });
}
