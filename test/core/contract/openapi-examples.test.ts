import { expect, test } from 'vitest';
import { auditCsv } from '#core/audit/csv.ts';
import { pageQuery } from '#core/contract/fields.ts';
import { ids } from '#core/contract/openapi/examples.ts';
import { type Guide, guides } from '#core/contract/openapi/guide.ts';
import type { Operation } from '#core/contract/operation.ts';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { document, documented, faults } from '#test/support/openapi.ts';

const { parameters, responses, schemas } = document.components;
const names = Object.keys(operations) as OperationName[];
const bodies = documented.filter(({ operation }) => operation.requestBody);
const answers = documented.flatMap(({ path, method, operation }) =>
  Object.entries(operation.responses).flatMap(([status, answer]) =>
    'content' in answer && answer.content
      ? [{ path, method, status, json: answer.content['application/json'], name: operation.operationId }]
      : [],
  ),
);

test.each(bodies)('the examples of what $operation.operationId is sent fit', ({ path, method, operation }) => {
  const { example: only, examples } = operation.requestBody?.content['application/json'] ?? {};
  for (const example of examples ? Object.values(examples).map(({ value }) => value) : [only]) {
    expect(example).toBeDefined();
    expect(faults(example, 'paths', path, method, 'requestBody', 'content', 'application/json', 'schema')).toEqual([]);
    expect(operations[operation.operationId].body?.safeParse(example)).toMatchObject({ success: true });
  }
});

test('no example of a body names a team or a member that the reader does not have', () => {
  for (const { operation } of bodies)
    expect(JSON.stringify(operation.requestBody)).not.toMatch(new RegExp([ids.team, ids.user, ids.admin].join('|')));
});

test.each(answers)('the example of what $name answers with $status fits', ({ path, method, status, json, name }) => {
  const { example } = json;
  expect(example).toBeDefined();
  const at = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema'];
  expect(faults(example, ...at)).toEqual([]);
  // Cut to the contract nothing is lost: the example has no member that answers don't have.
  const { answers: contract }: Operation = operations[name];
  expect(contract[Number(status)]?.parse(example)).toEqual(example);
});

test.each(documented)('the examples of the parameters of $operation.operationId fit', ({ path, method, operation }) => {
  for (const [position, parameter] of operation.parameters.entries()) {
    if (!('name' in parameter)) continue;
    expect(parameter.example, parameter.name).toBeDefined();
    expect(faults(parameter.example, 'paths', path, method, 'parameters', position, 'schema')).toEqual([]);
  }
});

test.each(names)('%s takes the example of each of its filters', (name) => {
  const { filters = {} }: Guide = guides[name];
  const { query }: Operation = operations[name];
  const examples = Object.fromEntries(Object.entries(filters).map(([filter, [, example]]) => [filter, example]));
  // One that needs another is an example beside it.
  for (const [filter, example] of Object.entries(examples)) {
    const taken = [{ [filter]: example }, examples].some((asked) => query.safeParse(asked).success);
    expect([filter, taken]).toEqual([filter, true]);
  }
});

test.each(Object.entries(parameters))('the example of the parameter %s fits', (name, { example }) => {
  expect(faults(example, 'components', 'parameters', name, 'schema')).toEqual([]);
});

test('the API takes the limits of a page that the document names, and no others', () => {
  const takes = (limit: string) => pageQuery.safeParse({ limit }).success;
  const { minimum, maximum } = parameters.limit.schema;
  expect([minimum - 1, minimum, maximum, maximum + 1].map((limit) => takes(String(limit)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test.each(Object.keys(schemas).filter((name) => schemas[name]?.examples))('the example of %s fits', (name) => {
  for (const example of schemas[name]?.examples ?? []) {
    expect(faults(example, 'components', 'schemas', name)).toEqual([]);
    expect(JSON.stringify(example)).not.toMatch(/\{\w+\}|undefined/);
  }
});

test.each(Object.entries(responses))("the gateway's example of %s fits", (name, { content }) => {
  const own = content['application/json'];
  if (own)
    expect(faults(own.example, 'components', 'responses', name, 'content', 'application/json', 'schema')).toEqual([]);
});

test('an example that does not fit would be noticed', () => {
  const at = ['paths', '/v1/me', 'get', 'responses', 200, 'content', 'application/json', 'schema'];
  expect(faults({ user: {}, organizations: [] }, ...at)).not.toEqual([]);
});

test('the example of CSV is the page of the other example', () => {
  const { csv, answers: examples } = guides.listAuditEvents;
  const page = operations.listAuditEvents.answers[200].parse(examples[200]);
  expect(csv).toBe(auditCsv(page.items, true));
});

test('each column of the CSV is described, in its order', () => {
  const described = [...guides.listAuditEvents.description.matchAll(/^\| `(\w+)` \| .{5,} \|$/gm)].map(
    ([, column]) => column,
  );
  expect(described.join(',')).toBe(auditCsv([], true).trim());
});
