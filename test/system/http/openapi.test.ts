import { expect, test } from 'vitest';
import { api } from '#test/support/api.ts';
import { document, surprises } from '#test/support/openapi.ts';

const contentType = 'application/json';
const health = { method: 'GET', path: '/v1/health', status: 200, contentType, body: { status: 'ok' } };

test('getOpenApi returns the document without a token', async () => {
  const { status, headers, body } = await api().get('/openapi.json');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/json');
  expect(body).toEqual(JSON.parse(JSON.stringify(document)));
});

test('the OpenAPI check accepts a documented response', () => {
  expect(surprises(health)).toEqual([]);
});

test.each([
  { ...health, status: 418 },
  { ...health, contentType: 'text/plain' },
  { ...health, body: {} },
  { ...health, body: { status: 'ok', table: 'invitations' } },
  { ...health, status: 503, contentType: 'application/problem+json', body: { code: 'try_again' } },
])('the OpenAPI check rejects an undocumented response or member', (answer) => {
  expect(surprises(answer)).not.toEqual([]);
});

test.each([
  ['GET', '/v1/me'],
  ['POST', '/v1/organizations/o/invitations'],
  ['GET', '/v1/organizations/o/members/me'],
])('%s %s documents the responses of the gateway', (method, path) => {
  expect(surprises({ method, path, status: 401, contentType, body: { message: 'Unauthorized' } })).toEqual([]);
});
