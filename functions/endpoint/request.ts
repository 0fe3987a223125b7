import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import * as z from 'zod/mini';
import { type Caller, callerAddress, personName } from '#core/caller.ts';
import type { Instant } from '#core/contract/fields.ts';
import type { Operation } from '#core/contract/operation.ts';
import { problem } from '#core/problem.ts';
import { faultsOf } from './validation-messages.ts';

export type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

export type Request<O extends Operation> = {
  readonly params: z.output<O['params']>;
  readonly query: z.output<O['query']>;
  readonly body: O['body'] extends z.ZodMiniType ? z.output<O['body']> : undefined;
  readonly header: (name: string) => string | undefined;
  readonly caller: Caller;
  /** The instant of the request, which every decision uses. */
  readonly now: Instant;
  readonly requestId: string;
  /** Time until the function's timeout. */
  readonly remainingMilliseconds: () => number;
};

const bytesOf = (event: Event, { largeBody }: Operation): Buffer => {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > (largeBody ? 1024 : 64) * 1024) throw problem('body_too_large');
  return bytes;
};

const readJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw problem('invalid_json');
  }
};

const parse = (schema: z.ZodMiniType, value: unknown): unknown => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw problem('invalid_request', { errors: faultsOf(parsed.error) });
};

/** Returns the Unix epoch if the claim is missing or invalid, so that the sign-in is not recent. */
const instantOfEpoch = (seconds: string | undefined): Instant => {
  const date = new Date(Number(seconds) * 1000);
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString() as Instant;
};

// API Gateway passes every claim as a string, so "false" would be truthy.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
const callerOf = ({ requestContext }: Event): Caller => {
  const claims = requestContext.authorizer?.jwt.claims ?? {};
  const text = (name: string) => (claims[name] === undefined ? undefined : String(claims[name]));
  const address = callerAddress(text('email'), claims.email_verified);
  return {
    userId: text('sub') ?? '',
    ...address,
    signedInAt: instantOfEpoch(text('auth_time')),
    hostedDomain: text('hd') || null,
    name: personName(text('name'), address.email),
    pictureUrl: text('picture') ?? null,
  };
};

/** Operations without a body accept none or an empty object. */
const emptyBody = z.strictObject({});

/** Parses the event by the schemas of the operation. Throws 413 and 400 problems before any read of the table. */
export const readRequest = <O extends Operation>(
  operation: O,
  event: Event,
  now: Instant,
  remainingMilliseconds: () => number,
): Request<O> => {
  const { method, params, query, body } = operation;
  // The body of a GET is ignored.
  const bytes = method === 'GET' ? Buffer.alloc(0) : bytesOf(event, operation);
  const given = body !== undefined || bytes.length > 0 ? readJson(bytes) : {};
  const request = {
    params: parse(params, event.pathParameters ?? {}),
    query: parse(query, event.queryStringParameters ?? {}),
    body: parse(body ?? emptyBody, given),
    header: (name: string) => event.headers[name],
    caller: callerOf(event),
    now,
    requestId: event.requestContext.requestId,
    remainingMilliseconds,
  };
  // All three were just parsed by the schemas of this operation.
  return request as Request<O>;
};
