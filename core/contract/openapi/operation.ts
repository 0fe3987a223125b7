import * as z from 'zod/mini';
import type { Operation } from '#core/contract/operation.ts';
import { problemsOf } from '#core/contract/operation-problems.ts';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { type Guide, guides } from './guide.ts';
import { parametersOf } from './parameters.ts';
import { describeErrorResponse, type ErrorResponse, errorResponseName, requestIdHeader } from './problems.ts';
import { jsonSchemas } from './schemas.ts';

const every: readonly (readonly [string, Operation])[] = Object.entries(operations);

const pick = (key: string, of: (operation: Operation) => z.ZodMiniType | undefined) =>
  every.flatMap(([name, operation]) => {
    const schema = of(operation);
    return schema ? [[`${name} ${key}`, schema] as const] : [];
  });

const inputs = jsonSchemas(
  'input',
  Object.fromEntries([
    ...pick('query', ({ query }) => query),
    ...pick('headers', ({ headers }) => headers && z.partial(z.object(headers))),
    ...pick('body', ({ body }) => body),
  ]),
);
const answers = jsonSchemas(
  'output',
  Object.fromEntries(
    every.flatMap(([name, { answers }]) =>
      Object.entries(answers).flatMap(([status, schema]) => (schema ? [[`${name} ${status}`, schema] as const] : [])),
    ),
  ),
);

/** Named schemas of requests and responses. */
export const operationSchemas = { sent: inputs.named, answered: answers.named } as const;

const callers: Readonly<Record<Operation['caller'], string>> = {
  anyone: 'No access token required.',
  'signed-in': 'Requires a signed-in caller.',
  member: 'Requires a member of the organization.',
  admin: 'Requires an admin of the organization.',
};

const gatewayStatuses = ({ caller, body }: Operation): readonly number[] => [
  ...(caller === 'anyone' ? [] : [401, 403]),
  ...(body ? [413] : []),
  ...[400, 429, 500, 503, 504],
];

/** Returns the error statuses of an operation with their codes. */
const errorResponsesOf = (operation: Operation): readonly ErrorResponse[] => {
  const problems = [...problemsOf(operation)];
  const statuses = new Set([...problems.map(([, status]) => status), ...gatewayStatuses(operation)]);
  return [...statuses].map((status) => ({
    status,
    codes: problems.filter((problem) => problem[1] === status).map(([code]) => code),
  }));
};

/** Shared error responses. */
export const operationRefusals = Object.fromEntries(
  every
    .flatMap(([, operation]) => errorResponsesOf(operation))
    .map((refusal) => [errorResponseName(refusal), describeErrorResponse(refusal)]),
);

const meanings: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Created.',
  204: 'Success, without a body.',
  207: 'Each item has its own outcome.',
};

const answersOf = (name: OperationName, { answers: schemas, csv }: Operation, guide: Guide) =>
  Object.fromEntries(
    Object.entries(schemas).map(([status, schema]) => [
      status,
      {
        description: meanings[status] ?? 'Done.',
        headers: { ...requestIdHeader, ...(csv && { 'Next-Cursor': nextCursor }) },
        ...(schema && {
          content: {
            'application/json': { schema: answers.of(`${name} ${status}`), example: guide.answers[Number(status)] },
            ...(csv && { 'text/csv': { schema: { type: 'string' }, example: guide.csv } }),
          },
        }),
      },
    ]),
  );

const nextCursor = {
  description: 'With `text/csv`: the `cursor` of the next page. Missing on the last page.',
  schema: { type: 'string' },
};

const bodyOf = (name: OperationName, { body }: Operation, { body: example, otherBodies }: Guide) =>
  body && {
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: inputs.of(`${name} body`),
          // OpenAPI allows only one of the two.
          ...(otherBodies === undefined && { example }),
          ...(otherBodies !== undefined && { examples: namedExamples({ usual: example, ...otherBodies }) }),
        },
      },
    },
  };

const namedExamples = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

// Operations without a body accept an empty object from clients that always send one.
const emptyBody = 'No body, or an empty object.';

/** Returns the OpenAPI operation of a contract operation. */
export const describeOperation = (name: OperationName) => {
  const operation: Operation = operations[name];
  const guide: Guide = guides[name];
  return {
    operationId: name,
    tags: [guide.tag],
    summary: operation.summary,
    description: [
      guide.description,
      ...(operation.method !== 'GET' && operation.body === undefined ? [emptyBody] : []),
      callers[operation.caller],
    ].join('\n\n'),
    ...(operation.caller === 'anyone' && { security: [] }),
    parameters: parametersOf(
      operation,
      guide,
      inputs.of(`${name} query`),
      operation.headers && inputs.of(`${name} headers`),
    ),
    ...bodyOf(name, operation, guide),
    responses: {
      ...answersOf(name, operation, guide),
      ...Object.fromEntries(
        errorResponsesOf(operation).map((refusal) => [
          refusal.status,
          { $ref: `#/components/responses/${errorResponseName(refusal)}` },
        ]),
      ),
    },
  };
};
