import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionError, InvocationMessage, WorkerMessage, WorkerSettings } from './messages.ts';

/** Result of one invocation: the handler's response as JSON, or the error that Lambda would report. */
export type Outcome =
  | { readonly requestId: string; readonly payload: string; readonly error?: undefined }
  | { readonly requestId: string; readonly error: FunctionError };

/** One execution environment of a function. Runs one invocation at a time, and can't be used after a crash. */
export type ExecutionEnvironment = {
  readonly isDead: () => boolean;
  readonly run: (requestId: string, event: string, timeoutSeconds: number) => Promise<Outcome>;
  readonly end: () => Promise<void>;
};

type Settings = Omit<WorkerSettings, 'wakeUps'> & { readonly environment: Readonly<Record<string, string>> };

/** Lambda allows ten seconds for loading. A busy development machine gets more. */
const loadingLimitSeconds = 30;

// 100 bytes more than for requests.
const largestResponseBytes = 6 * 1024 * 1024 + 100;

const failure = (errorType: string, errorMessage: string): FunctionError => ({ errorType, errorMessage, trace: [] });

const timedOut = (requestId: string, seconds: number): FunctionError =>
  failure('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`);

const crashOf = (error: unknown): FunctionError =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : failure('Runtime.ExitError', 'Error: Runtime exited');

/** Folder where Node.js stores compiled code, so that each thread of a function needn't compile it again. */
const compileCache = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache');

const start = ({ environment, ...settings }: Settings, wakeUps: WorkerSettings['wakeUps']): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), {
    env: { ...environment, NODE_COMPILE_CACHE: compileCache },
    execArgv: [],
    name: settings.name,
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMegabytes },
    stderr: true,
    stdout: true,
    workerData: { ...settings, wakeUps } satisfies WorkerSettings,
  });

type Messages = {
  /** Returns the thread's next message, or a failure when it crashes or exceeds `seconds`. Never rejects. */
  readonly next: (seconds: number, timeoutError: FunctionError) => Promise<WorkerMessage>;
  readonly isDead: () => boolean;
  readonly markDead: () => void;
};

const messagesOf = (worker: Worker): Messages => {
  let dead = false;
  let crash: WorkerMessage | undefined;
  let receive: (message: WorkerMessage) => void = () => undefined;
  const crashed = (error: unknown): void => {
    dead = true;
    crash ??= { kind: 'failed', error: crashOf(error) };
    receive(crash);
  };
  worker.on('message', (message: WorkerMessage) => receive(message));
  worker.on('error', crashed);
  worker.on('exit', () => crashed(undefined));
  return {
    next: async (seconds, timeoutError) => {
      if (crash) return crash;
      const { promise, resolve } = Promise.withResolvers<WorkerMessage>();
      receive = resolve;
      const timer = setTimeout(resolve, seconds * 1000, { kind: 'failed', error: timeoutError });
      return promise.finally(() => clearTimeout(timer));
    },
    isDead: () => dead,
    markDead: () => {
      dead = true;
    },
  };
};

const outcomeOf = (requestId: string, message: WorkerMessage): Outcome => {
  if (message.kind === 'failed') return { requestId, error: message.error };
  const payload = message.kind === 'returned' ? message.payload : 'null';
  if (Buffer.byteLength(payload) <= largestResponseBytes) return { requestId, payload };
  return {
    requestId,
    error: failure(
      'Function.ResponseSizeTooLarge',
      `Response payload size exceeded maximum allowed payload size (${largestResponseBytes} bytes).`,
    ),
  };
};

/** Starts a thread that loads the function's code and waits for invocations. */
export const startExecutionEnvironment = (settings: Settings): ExecutionEnvironment => {
  const wakeUps = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = start(settings, wakeUps);
  const messages = messagesOf(worker);
  const end = async (): Promise<void> => {
    messages.markDead();
    await worker.terminate();
  };
  const loadingTimeout = failure('Sandbox.Timedout', 'Loading the function timed out');
  const loaded = messages.next(loadingLimitSeconds, loadingTimeout);

  const run = async (requestId: string, event: string, timeoutSeconds: number): Promise<Outcome> => {
    const loading = await loaded;
    if (loading.kind === 'failed') {
      await end();
      return { requestId, error: loading.error };
    }
    const timeoutError = timedOut(requestId, timeoutSeconds);
    const message = messages.next(timeoutSeconds, timeoutError);
    worker.postMessage({ requestId, event, deadline: Date.now() + timeoutSeconds * 1000 } satisfies InvocationMessage);
    Atomics.add(wakeUps, 0, 1);
    Atomics.notify(wakeUps, 0);
    const response = await message;
    if (response.kind === 'failed' && response.error === timeoutError) await end();
    return outcomeOf(requestId, response);
  };
  return { isDead: messages.isDead, run, end };
};
