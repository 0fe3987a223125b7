import { setTimeout as pause } from 'node:timers/promises';
import { type AwsResponse, errorResponse, jsonResponse } from './aws-response.ts';
import { ServiceError } from './service-error.ts';

/** An AWS call of a function, before it is executed. */
export type InterceptedCall = {
  readonly functionName: string;
  /** `dynamodb`, `ses`, `secretsmanager`, `sqs`, `cognito-idp`, `lambda` */
  readonly service: string;
  readonly operation: string;
  readonly body: unknown;
  /** Number of this call among those of the same function and operation, from 1. */
  readonly count: number;
};

/** Fault to inject into a call. All members are optional and can be combined. */
export type Fault = {
  /** Delay before anything else. */
  readonly delayMilliseconds?: number;
  /** Runs before the call is executed. */
  readonly before?: () => Promise<unknown>;
  /** Error of the service instead of the call; `details` are further members of the error. */
  readonly error?: {
    readonly code: string;
    readonly message?: string;
    readonly status?: number;
    readonly details?: Readonly<Record<string, unknown>>;
  };
  /** Response instead of the call, as the body of a JSON protocol. */
  readonly response?: object;
  /** The connection breaks before the call is executed. */
  readonly unreachable?: boolean;
  /** The call is executed, but the connection breaks before the response. */
  readonly dropResponse?: boolean;
  /** The call is executed, but the function is terminated before it gets the response. */
  readonly killCaller?: boolean;
};

/** Returns the fault to inject into a call, if any. Receives all calls of functions in order. */
export type Intercept = (call: InterceptedCall) => Fault | undefined;

/** Adds the count to each call. */
export const withCounts = (intercept: Intercept): ((call: Omit<InterceptedCall, 'count'>) => Fault | undefined) => {
  const counts = new Map<string, number>();
  return (call) => {
    const kind = `${call.functionName} ${call.service} ${call.operation}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return intercept({ ...call, count });
  };
};

type Call = {
  readonly execute: () => Promise<AwsResponse>;
  /** Terminates all threads of the calling function. */
  readonly kill: () => Promise<void>;
};

/** Executes a call with a fault. Returns undefined if the connection has to break. */
export const withFault = async (
  {
    delayMilliseconds = 0,
    before,
    error,
    response,
    unreachable = false,
    dropResponse = false,
    killCaller = false,
  }: Fault,
  service: string,
  { execute, kill }: Call,
): Promise<AwsResponse | undefined> => {
  if (delayMilliseconds > 0) await pause(delayMilliseconds);
  await before?.();
  if (unreachable) return undefined;
  if (response) return jsonResponse(200, response);
  if (error) {
    const { code, message = code, status, details } = error;
    return errorResponse(new ServiceError(code, message, status, details), service);
  }
  const executed = await execute();
  if (!dropResponse && !killCaller) return executed;
  if (killCaller) await kill();
  return undefined;
};
