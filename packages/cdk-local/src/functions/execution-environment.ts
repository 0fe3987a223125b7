import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FunctionError, InvocationMessage, WorkerMessage, WorkerSettings } from './messages.ts';

/** What came of one invocation: the handler's answer as JSON, or the failure that Lambda would report. */
export type Outcome =
  | { readonly requestId: string; readonly payload: string; readonly error?: undefined }
  | { readonly requestId: string; readonly error: FunctionError };

/** One execution environment of a function. Runs one invocation at a time; after a crash it is spent. */
export type ExecutionEnvironment = {
  readonly isSpent: () => boolean;
  readonly run: (requestId: string, event: string, timeoutSeconds: number) => Promise<Outcome>;
  readonly end: () => Promise<void>;
};

type Settings = Omit<WorkerSettings, 'wakeUps'> & { readonly environment: Readonly<Record<string, string>> };

/** Lambda allows ten seconds for loading; a busy laptop gets more, because its slowness is not the function's. */
const loadingLimitSeconds = 30;

// Lambda counts this much more for answers than for requests.
const largestAnswerBytes = 6 * 1024 * 1024 + 100;

const failure = (errorType: string, errorMessage: string): FunctionError => ({ errorType, errorMessage, trace: [] });

const timedOut = (requestId: string, seconds: number): FunctionError =>
  failure('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`);

const crashOf = (error: unknown): FunctionError =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : failure('Runtime.ExitError', 'Error: Runtime exited');

const start = ({ environment, ...settings }: Settings, wakeUps: WorkerSettings['wakeUps']): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), {
    env: environment,
    execArgv: [],
    name: settings.name,
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMegabytes },
    stderr: true,
    stdout: true,
    workerData: { ...settings, wakeUps } satisfies WorkerSettings,
  });

/** The thread's next message; if it crashes or `seconds` pass first, the failure that this is. Never rejects. */
const nextMessage = (worker: Worker, seconds: number, late: FunctionError): Promise<WorkerMessage> => {
  const { promise, resolve } = Promise.withResolvers<WorkerMessage>();
  const settled = new AbortController();
  const timer = setTimeout(resolve, seconds * 1000, { kind: 'failed', error: late });
  const crashed = (error: unknown): void => resolve({ kind: 'failed', error: crashOf(error) });
  // `once` rejects when the thread emits an error, and when it is aborted, which comes too late to matter.
  once(worker, 'message', { signal: settled.signal }).then(([message]) => resolve(message), crashed);
  once(worker, 'exit', { signal: settled.signal }).then(() => crashed(undefined), crashed);
  return promise.finally(() => {
    clearTimeout(timer);
    settled.abort();
  });
};

const outcomeOf = (requestId: string, message: WorkerMessage): Outcome => {
  if (message.kind === 'failed') return { requestId, error: message.error };
  const payload = message.kind === 'answered' ? message.payload : 'null';
  if (Buffer.byteLength(payload) <= largestAnswerBytes) return { requestId, payload };
  return {
    requestId,
    error: failure(
      'Function.ResponseSizeTooLarge',
      `Response payload size exceeded maximum allowed payload size (${largestAnswerBytes} bytes).`,
    ),
  };
};

/** Starts a thread that loads the function's code at once and then waits for invocations. */
export const startExecutionEnvironment = (settings: Settings): ExecutionEnvironment => {
  const wakeUps = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = start(settings, wakeUps);
  let spent = false;
  const spend = (): void => {
    spent = true;
  };
  worker.on('exit', spend);
  worker.on('error', spend);
  const end = async (): Promise<void> => {
    spend();
    await worker.terminate();
  };
  const tooSlow = failure('Sandbox.Timedout', 'Loading the function timed out');
  const loaded = nextMessage(worker, loadingLimitSeconds, tooSlow);

  const run = async (requestId: string, event: string, timeoutSeconds: number): Promise<Outcome> => {
    const loading = await loaded;
    if (loading.kind === 'failed') {
      await end();
      return { requestId, error: loading.error };
    }
    const late = timedOut(requestId, timeoutSeconds);
    const message = nextMessage(worker, timeoutSeconds, late);
    worker.postMessage({ requestId, event, deadline: Date.now() + timeoutSeconds * 1000 } satisfies InvocationMessage);
    Atomics.add(wakeUps, 0, 1);
    Atomics.notify(wakeUps, 0);
    const answer = await message;
    if (answer.kind === 'failed' && answer.error === late) await end();
    return outcomeOf(requestId, answer);
  };
  return { isSpent: () => spent, run, end };
};
