import type * as z from 'zod/mini';
import { gatewayAnswer, problemBody, problemFacts } from '#core/contract/problem-body.ts';
import { type ProblemCode, problems } from '#core/contract/problems.ts';
import { describeFields, type JsonSchema, jsonSchemas, reference } from './schemas.ts';

/** Facts that the sentences and members of problems are filled with in examples. */
const exampleFacts = {
  invalid_request: { errors: [{ path: 'emails', message: 'Too small: expected array to have >=1 items' }] },
  invitation_not_pending: { invitationStatus: 'accepted' },
  email_mismatch: { maskedEmail: 'a•••@acme.com' },
  resend_limit_reached: { limit: 5 },
  nothing_invited: {
    results: [
      {
        email: 'ann@',
        outcome: 'rejected',
        code: 'invalid_email',
        detail: 'This is not an email address that can be invited.',
      },
    ],
  },
} satisfies { [C in keyof typeof problemFacts]: z.input<(typeof problemFacts)[C]> };

const factDescriptions: Readonly<Record<string, string>> = {
  errors: 'Each value that does not fit.',
  invitationStatus: 'What the invitation is instead.',
  maskedEmail: 'The invited address, masked.',
  limit: 'How many emails an invitation has at most.',
  results: 'What became of each address, as in an answer without a problem.',
};

/** Facts that are told in the sentence or in a header only. */
const sentenceFacts: Readonly<Record<string, string>> = { inviter: 'Alice Ng', retryAfter: '42' };

// Object.keys gives string[]; the keys of this literal are exactly the codes.
const codes = Object.keys(problems) as readonly ProblemCode[];

/** `last_admin` → `LastAdminProblem` */
const schemaName = (code: ProblemCode): string =>
  `${code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Problem`;

const exampleOf = (code: ProblemCode): Readonly<Record<string, unknown>> => {
  const facts: Readonly<Record<string, unknown>> = { ...exampleFacts }[code as keyof typeof exampleFacts] ?? {};
  const words = { ...sentenceFacts, ...facts };
  const { status, title, detail } = problems[code];
  return {
    type: `urn:partnerally:problem:${code}`,
    title,
    status,
    detail: detail.replace(/\{(\w+)\}/g, (_, word: string) => String(words[word])),
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
    description: `${title}. ${detail}`,
    allOf: [reference('Problem')],
    properties: { code: { const: code }, ...facts.properties },
    required: ['code', ...(facts.required ?? [])],
    examples: [exampleOf(code)],
  };
};

/** Schemas of all problems, one for each code. */
export const problemSchemas: Readonly<Record<string, JsonSchema>> = {
  ...converted.named,
  ...Object.fromEntries(codes.map((code) => [schemaName(code), schemaOf(code)])),
};

const retryAfter = {
  'Retry-After': { description: 'Seconds to wait, with a problem.', schema: { type: 'integer', minimum: 1 } },
};

const problemContent = (codes: readonly ProblemCode[]) => {
  const [first, ...others] = codes.map((code) => reference(schemaName(code)));
  if (first === undefined) return {};
  const mapping = Object.fromEntries(codes.map((code) => [code, reference(schemaName(code)).$ref]));
  const schema =
    others.length === 0 ? first : { oneOf: [first, ...others], discriminator: { propertyName: 'code', mapping } };
  return { 'application/problem+json': { schema } };
};

/** A status that requests are refused with, and the codes that it can come with. */
export type Refusal = { readonly status: number; readonly codes: readonly ProblemCode[] };

/** The same refusal has the same name, whichever operation it is of. */
export const refusalName = ({ status, codes }: Refusal): string => [status, ...codes].join('-');

/** What the gateway says in place of the API. */
const gatewayMessages: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Endpoint request timed out',
};

/** The answer to a request that is refused: a problem, or what the gateway says. */
export const describeRefusal = ({ status, codes }: Refusal) => {
  const message = gatewayMessages[status];
  const reasons = codes.map((code) => `\`${code}\`: ${problems[code].title}.`);
  return {
    description: [...reasons, ...(message ? [`The gateway: ${message}.`] : [])].join(' '),
    ...((status === 503 || codes.includes('resend_too_soon')) && { headers: retryAfter }),
    content: {
      ...problemContent(codes),
      ...(message && { 'application/json': { schema: reference('GatewayAnswer'), example: { message } } }),
    },
  };
};
