import type { ClockState } from '../run/clock.ts';

/** What runner and worker thread say to each other. */

/** A failure as Lambda reports it to whoever invoked. */
export type FunctionError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
};

export type WorkerSettings = {
  readonly name: string;
  readonly arn: string;
  /** Absolute path of the unpacked code. */
  readonly folder: string;
  /** `file.export` */
  readonly handler: string;
  readonly memoryMegabytes: number;
  readonly logFile: string;
  /** @default the machine's */
  readonly clock: ClockState | undefined;
  /** The thread sleeps while this holds what it held when it last answered. */
  readonly wakeUps: Int32Array<SharedArrayBuffer>;
};

export type InvocationMessage = {
  readonly requestId: string;
  /** JSON */
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
};

export type WorkerMessage =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: FunctionError };
