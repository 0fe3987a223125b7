import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { operationSchemas } from '#core/contract/openapi/operation.ts';
import { problemsOf } from '#core/contract/operation-problems.ts';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { problems } from '#core/contract/problems.ts';
import { document, documented } from '#test/support/openapi.ts';

const names = Object.keys(operations) as OperationName[];
const { schemas, responses } = document.components;

/** Codes that the document tells of an operation, by status. */
const codesOf = ({ responses: own }: (typeof documented)[number]['operation']) =>
  Object.entries(own).flatMap(([status, answer]) => {
    const refusal = '$ref' in answer ? responses[answer.$ref.slice('#/components/responses/'.length)] : undefined;
    const schema = refusal?.content['application/problem+json']?.schema;
    const found = schema && 'oneOf' in schema ? schema.oneOf : [schema];
    return (found ?? []).flatMap((reference) => {
      const named = schemas[String(reference?.$ref).slice('#/components/schemas/'.length)];
      const code = named?.properties?.code;
      return typeof code === 'object' ? [`${status} ${code.const}`] : [];
    });
  });

test('the document is valid OpenAPI 3.1', async () => {
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  expect(document.openapi).toMatch(/^3\.1\./);
});

test('docs/openapi.json is the document: what changes for callers shows in a diff', async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../../docs/openapi.json');
});

test('a validator would notice a fault of the document', async () => {
  const { info: _, ...faulty } = structuredClone(document);
  expect((await new Validator().validate(faulty)).valid).toBe(false);
});

test('every operation of the contract is in the document, and no other', () => {
  const listed = documented.map(({ path, method, operation }) => [operation.operationId, method.toUpperCase(), path]);
  expect(listed.sort()).toEqual(names.map((name) => [name, operations[name].method, operations[name].path]).sort());
});

test.each(names)('%s documents every code that it can return, with its status', (name) => {
  const [found] = documented.filter(({ operation }) => operation.operationId === name);
  const codes = [...problemsOf(operations[name])].map(([code, status]) => `${status} ${code}`);
  expect(found && codesOf(found.operation).sort()).toEqual(codes.sort());
});

test('every code of the contract can be answered by some operation', () => {
  const codes = new Set(documented.flatMap(({ operation }) => codesOf(operation)).map((text) => text.split(' ')[1]));
  expect([...codes].sort()).toEqual(Object.keys(problems).sort());
});

test.each(documented)('$operation.operationId says what it does, of each parameter too', ({ operation }) => {
  expect(operation.summary.length).toBeGreaterThan(10);
  expect(operation.description.length).toBeGreaterThan(30);
  for (const parameter of operation.parameters.filter((one) => 'name' in one))
    expect(parameter, parameter.name).toMatchObject({ description: expect.stringMatching(/.{10}/) });
});

test('everything with a name, and each of its fields, is described', () => {
  const silent = Object.entries(schemas).flatMap(([name, { description, properties = {} }]) => [
    ...(description ? [] : [name]),
    ...Object.entries(properties)
      .filter(([, schema]) => typeof schema === 'object' && !schema.description && schema.const === undefined)
      .map(([field]) => `${name}.${field}`),
  ]);
  expect(silent).toEqual([]);
});

test('schemas with the same name are equal in requests and responses', () => {
  const { sent, answered } = operationSchemas;
  const both = Object.keys(sent).filter((name) => name in answered);
  expect(both).toContain('Role');
  for (const name of both) expect(sent[name], name).toEqual(answered[name]);
});

test('operations that need no access token say so', () => {
  const open = documented.filter(({ operation }) => operation.security?.length === 0);
  expect(open.map(({ operation }) => operation.operationId).sort()).toEqual(
    names.filter((name) => operations[name].caller === 'anyone').sort(),
  );
  expect(document.security).toEqual([{ accessToken: [] }]);
});

test('every operation documents the responses of API Gateway itself', () => {
  for (const { operation } of documented) {
    const signedIn = operation.security === undefined;
    const statuses = [...(signedIn ? [401, 403] : []), ...(operation.requestBody ? [413] : []), 429, 500, 503, 504];
    for (const status of statuses) {
      const answer = operation.responses[status];
      const name = answer && '$ref' in answer ? answer.$ref.slice('#/components/responses/'.length) : '';
      expect(responses[name]?.content, `${operation.operationId} ${status}`).toHaveProperty('application/json');
    }
  }
});
