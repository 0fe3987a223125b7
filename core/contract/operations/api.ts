import * as z from 'zod/mini';
import { noParams, noQuery } from '#core/contract/fields.ts';
import { type Operation, operation } from '#core/contract/operation.ts';

export const apiOperations = {
  getHealth: operation({
    method: 'GET',
    path: '/v1/health',
    summary: 'Tells that the API is up.',
    caller: 'anyone',
    params: noParams,
    query: noQuery,
    body: undefined,
    answers: { 200: z.object({ status: z.literal('ok') }) },
    problems: [],
  }),
  getOpenApi: operation({
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document.',
    caller: 'anyone',
    params: noParams,
    query: noQuery,
    body: undefined,
    answers: { 200: z.looseObject({ openapi: z.string() }) },
    problems: [],
  }),
} as const satisfies Record<string, Operation>;
