import { openApiDocument } from '#core/contract/openapi.ts';
import { operations } from '#core/contract/operations.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

const document = openApiDocument();

export const handler = endpoint(operations.getOpenApi, async () => document);
