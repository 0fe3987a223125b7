import type * as z from 'zod/mini';
import { endSession, renewedToken, signedInUser } from '#console/session/session.ts';
import type { Operation } from '#core/contract/operation.ts';
import { problemOf, unreachable } from './api-problem.ts';

type Request<O extends Operation> = {
  readonly params?: z.input<O['params']>;
  readonly query?: Record<string, string | undefined>;
  readonly body?: O['body'] extends z.ZodMiniType ? z.input<O['body']> : never;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
};

type AnswerOf<O extends Operation> = {
  [S in keyof O['answers']]: O['answers'][S] extends z.ZodMiniType ? z.output<O['answers'][S]> : undefined;
}[keyof O['answers']];

const urlOf = (path: string, { params = {}, query = {} }: Request<Operation>): string => {
  const values: Record<string, unknown> = params;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given)}`;
};

const send = (operation: Operation, request: Request<Operation>, token: string | undefined): Promise<Response> =>
  fetch(urlOf(operation.path, request), {
    method: operation.method,
    headers: {
      ...request.headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    ...(request.signal && { signal: request.signal }),
  }).catch((error: unknown) => {
    if (request.signal?.aborted) throw error;
    throw unreachable();
  });

// What fails here is the way to the hosted login.
const accessToken = async (): Promise<string | undefined> => {
  try {
    return (await signedInUser())?.access_token;
  } catch {
    throw unreachable();
  }
};

const renewedAccessToken = (): Promise<string | undefined> =>
  renewedToken().catch(() => {
    throw unreachable();
  });

// A token that ran out while the computer slept: a new one is asked for once. Who isn't taken with that one either has to sign in again.
const sendSignedIn = async (operation: Operation, request: Request<Operation>): Promise<Response> => {
  const response = await send(operation, request, await accessToken());
  if (response.status !== 401) return response;
  const token = await renewedAccessToken();
  const again = token === undefined ? response : await send(operation, request, token);
  if (again.status === 401) await endSession();
  return again;
};

/** An answer of the HTTP API that is no problem, unread. Rejects with `ApiProblem`. */
export const answerTo = async <O extends Operation>(operation: O, request: Request<O> = {}): Promise<Response> => {
  const asked: Request<Operation> = request;
  const response =
    operation.caller === 'anyone' ? await send(operation, asked, undefined) : await sendSignedIn(operation, asked);
  if (!(response.status in operation.answers)) throw await problemOf(response);
  return response;
};

/** Calls an operation of the HTTP API. Rejects with `ApiProblem`. */
export const call = async <O extends Operation>(operation: O, request: Request<O> = {}): Promise<AnswerOf<O>> => {
  const response = await answerTo(operation, request);
  const schema = operation.answers[response.status];
  // The schema of this status is one of those that the type lists.
  return (schema ? schema.parse(await response.json()) : undefined) as AnswerOf<O>;
};
