import { setTimeout as pause } from 'node:timers/promises';
import { type AwsResponse, errorResponse, jsonResponse } from './aws-response.ts';
import { ServiceError } from './service-error.ts';

/** A call of a function, before it is done. */
export type InterceptedCall = {
  readonly functionName: string;
  /** `dynamodb`, `ses`, `secretsmanager`, `sqs`, `cognito-idp`, `lambda` */
  readonly service: string;
  readonly operation: string;
  readonly body: unknown;
  /** Which call of this function to this operation it is since the start, from 1. */
  readonly count: number;
};

/** What goes wrong with a call. Without anything named, nothing does. */
export type Fault = {
  /** How long it waits before anything else. */
  readonly delayMilliseconds?: number;
  /** What happens before the call is done. */
  readonly meanwhile?: () => Promise<unknown>;
  /** AWS's error in its place; `facts` are what the error carries beside its message. */
  readonly refuse?: {
    readonly code: string;
    readonly message?: string;
    readonly status?: number;
    readonly facts?: Readonly<Record<string, unknown>>;
  };
  /** Answered in the service's place, which does not hear of the call: a body of its JSON protocol. */
  readonly answer?: object;
  /** The connection ends before the call is done. */
  readonly unreachable?: boolean;
  /** The call is done, and its answer lost with the connection. */
  readonly dropResponse?: boolean;
  /** The call is done, and the function that made it dies before it is told. */
  readonly killCaller?: boolean;
};

/** Lets a test spoil calls of functions. It gets each call in the order in which they come. */
export type Intercept = (call: InterceptedCall) => Fault | undefined;

/** The same, with each call counted. */
export const counting = (intercept: Intercept): ((call: Omit<InterceptedCall, 'count'>) => Fault | undefined) => {
  const counts = new Map<string, number>();
  return (call) => {
    const kind = `${call.functionName} ${call.service} ${call.operation}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return intercept({ ...call, count });
  };
};

type Act = {
  readonly act: () => Promise<AwsResponse>;
  /** Ends the function that made the call, with all else that it runs at this moment. */
  readonly kill: () => Promise<void>;
};

/** Does a call under a fault. Undefined: the caller gets no answer, and its connection ends. */
export const withFault = async (
  {
    delayMilliseconds = 0,
    meanwhile,
    refuse,
    answer,
    unreachable = false,
    dropResponse = false,
    killCaller = false,
  }: Fault,
  service: string,
  { act, kill }: Act,
): Promise<AwsResponse | undefined> => {
  if (delayMilliseconds > 0) await pause(delayMilliseconds);
  await meanwhile?.();
  if (unreachable) return undefined;
  if (answer) return jsonResponse(200, answer);
  if (refuse) {
    const { code, message = code, status, facts } = refuse;
    return errorResponse(new ServiceError(code, message, status, facts), service);
  }
  const done = await act();
  if (!dropResponse && !killCaller) return done;
  if (killCaller) await kill();
  // The answer has begun, so that what it is about is done.
  if (typeof done.body !== 'string') done.body.resume();
  return undefined;
};
