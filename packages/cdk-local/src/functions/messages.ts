import type { ClockState } from '../run/clock.ts';

/** An error of an invocation, as Lambda reports it. */
export type FunctionError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
};

/** Settings that a worker thread starts with. */
export type WorkerSettings = {
  readonly name: string;
  readonly arn: string;
  /** Absolute path of the code. */
  readonly folder: string;
  /** `file.export` */
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly logFile: string;
  /** undefined for the machine's clock. */
  readonly clock: ClockState | undefined;
  /** The thread sleeps until this counter changes. */
  readonly wakeUps: Int32Array<SharedArrayBuffer>;
};

/** Message to the worker thread. */
export type InvocationMessage = {
  readonly requestId: string;
  /** JSON */
  readonly event: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
};

/** Message from the worker thread. */
export type WorkerMessage =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError };
