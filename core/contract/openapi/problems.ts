import type * as z from 'zod/mini';
import { gatewayAnswer, problemBody, problemFacts } from '#core/contract/problem-body.ts';
import {
  changeRejections,
  type ProblemCode,
  type ProblemKind,
  problems,
  rejections,
  sentenceOf,
} from '#core/contract/problems.ts';
import { ids } from './examples.ts';
import { describeFields, type JsonSchema, jsonSchemas, reference } from './schemas.ts';

/** Example values for the texts and members of problems. */
const exampleFacts = {
  invalid_request: { errors: [{ path: 'emails', message: 'must have 1 to 1,000 addresses' }] },
  invitation_not_pending: { invitationStatus: 'accepted' },
  email_mismatch: { maskedEmail: 'a•••@acme.com' },
  team_not_found: { teamIds: [ids.team] },
  resend_too_soon: { retryAfter: 42 },
  recipient_limit_reached: { retryAfter: 14_400 },
  resend_limit_reached: { limit: 5 },
  requested_recently: { retryAfter: 42 },
  nothing_changed: {
    results: [
      { userId: ids.user, outcome: 'rejected', code: 'member_not_found', detail: changeRejections.member_not_found },
    ],
  },
  nothing_invited: {
    results: [
      {
        email: 'ann@',
        outcome: 'rejected',
        code: 'invalid_email',
        detail: rejections.invalid_email,
      },
    ],
  },
} satisfies { [C in keyof typeof problemFacts]: z.input<(typeof problemFacts)[C]> };

const factDescriptions: Readonly<Record<string, string>> = {
  errors: 'The invalid values.',
  invitationStatus: "The invitation's status.",
  maskedEmail: 'The invited address, masked.',
  teamIds: 'The unknown team ids in the body. Missing if the team is in the path.',
  retryAfter: 'Seconds to wait, as in the header `Retry-After`.',
  limit: 'The maximum number of emails per invitation.',
  results: 'The reason for each address or member.',
};

/** Values that only the text contains. */
const sentenceFacts: Readonly<Record<string, string>> = { inviter: 'Alice Ng', deed: 'do this' };

/** Placeholders for values that differ between responses. */
const wordsForFacts: Readonly<Record<string, string>> = {
  inviter: 'the inviter',
  deed: 'do this',
  maskedEmail: 'that was invited',
  invitationStatus: 'been accepted or revoked, or has expired',
  limit: '`limit`',
  retryAfter: '`retryAfter` seconds',
};

const sentence = (detail: string, words: Readonly<Record<string, unknown>>): string =>
  detail.replace(/\{(\w+)\}/g, (_, word: string) => String(words[word]));

// Object.keys returns string[]; the keys of this literal are exactly its type's.
const codes = Object.keys(problems) as readonly ProblemCode[];

/** Returns the schema name of a code: `last_admin` → `LastAdminProblem`. */
const schemaName = (code: ProblemCode): string =>
  `${code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Problem`;

const statusOfBody = (code: ProblemCode): number => {
  const { status, statusInBody = status }: ProblemKind = problems[code];
  return statusInBody;
};

/** Returns the example of a code. `status` selects another status than that of an error in the body. */
const exampleOf = (code: ProblemCode, status = statusOfBody(code)): Readonly<Record<string, unknown>> => {
  const example: Readonly<Record<string, unknown>> = { ...exampleFacts }[code as keyof typeof exampleFacts] ?? {};
  // Only the status for an error in the body has facts.
  const facts = status === statusOfBody(code) ? example : {};
  const words = { ...sentenceFacts, ...facts };
  const { title, detail } = problems[code];
  return {
    type: `urn:partnerally:problem:${code}`,
    title,
    status,
    detail: sentenceOf(detail, words),
    code,
    requestId: 'Tn4qX9FjFi8E3RA=',
    ...facts,
  };
};

const converted = jsonSchemas('output', { ...problemFacts, problemBody, gatewayAnswer });

const schemaOf = (code: ProblemCode): JsonSchema => {
  const facts = code in problemFacts ? describeFields(converted.of(code), factDescriptions) : {};
  const { title, detail } = problems[code];
  return {
    type: 'object',
    description: `${title}. ${sentence(detail, wordsForFacts)}`,
    allOf: [reference('Problem')],
    properties: { code: { type: 'string', const: code }, ...facts.properties },
    required: ['code', ...(facts.required ?? [])],
    examples: [exampleOf(code)],
  };
};

/** Returns a union of problems, discriminated by `code`. */
const oneOf = (codes: readonly ProblemCode[]): JsonSchema => ({
  oneOf: codes.map((code) => reference(schemaName(code))),
  discriminator: {
    propertyName: 'code',
    mapping: Object.fromEntries(codes.map((code) => [code, reference(schemaName(code)).$ref])),
  },
});

/** Schemas of all problems, one per code, and their union. */
export const problemSchemas: Readonly<Record<string, JsonSchema>> = {
  ...converted.named,
  AnyProblem: {
    description: 'Any problem of any operation. `code` determines the other fields.',
    ...oneOf(codes),
  },
  ...Object.fromEntries(codes.map((code) => [schemaName(code), schemaOf(code)])),
};

const header = (name: string) => ({ $ref: `#/components/headers/${name}` });

/** Response headers, by name. */
export const answerHeaders = {
  'Apigw-Requestid': {
    description: 'Identifies the request for support. On every response; problems have it as `requestId`, too.',
    schema: { type: 'string' },
    example: 'Tn4qX9FjFi8E3RA=',
  },
  'Retry-After': {
    description: "Seconds to wait. API Gateway's own responses don't have it: wait one second then.",
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  'Www-Authenticate': {
    description:
      '`Bearer` without a token, `Bearer error="invalid_token"` with an invalid or expired token, `Bearer scope="openid" error="insufficient_scope"` with a token without the scope. Only on API Gateway\'s own response.',
    schema: { type: 'string' },
    example: 'Bearer error="invalid_token"',
  },
} as const;

/** The header of every response. */
export const requestIdHeader = { 'Apigw-Requestid': header('Apigw-Requestid') };

const problemContent = ({ status, codes }: ErrorResponse) => {
  const [only, ...others] = codes;
  if (only === undefined) return {};
  const schema = others.length === 0 ? reference(schemaName(only)) : oneOf(codes);
  // The examples in the schemas have the most common status.
  const rare = codes.filter((code) => statusOfBody(code) !== status);
  const examples = Object.fromEntries(rare.map((code) => [code, { value: exampleOf(code, status) }]));
  return { 'application/problem+json': { schema, ...(rare.length > 0 && { examples }) } };
};

/** An error status with its possible codes. */
export type ErrorResponse = { readonly status: number; readonly codes: readonly ProblemCode[] };

/** Returns the name of a shared error response, the same for all operations. */
export const errorResponseName = ({ status, codes }: ErrorResponse): string => [status, ...codes].join('-');

/** Messages of API Gateway's own responses. */
const gatewayMessages: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Endpoint request timed out',
};

/** Returns an error response: a problem, or the gateway's own. */
export const describeErrorResponse = ({ status, codes }: ErrorResponse) => {
  const message = gatewayMessages[status];
  const reasons = codes.map((code) => `\`${code}\`: ${problems[code].title}.`);
  return {
    description: [...reasons, ...(message ? [`From API Gateway: ${message}.`] : [])].join(' '),
    headers: {
      ...requestIdHeader,
      ...((status === 503 || status === 429) && { 'Retry-After': header('Retry-After') }),
      ...((status === 401 || status === 403) && { 'Www-Authenticate': header('Www-Authenticate') }),
    },
    content: {
      ...problemContent({ status, codes }),
      ...(message && { 'application/json': { schema: reference('GatewayAnswer'), example: { message } } }),
    },
  };
};
