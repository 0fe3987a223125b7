import type { Context } from 'aws-lambda';
import { beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { environment } from '#core/deployment.ts';
import { command } from '#functions/consumer/operator-command.ts';

const product = { name: 'PartnerAlly', email: 'invitations@partnerally.test' };

beforeEach(() => {
  vi.stubEnv(environment.productName, product.name);
  vi.stubEnv(environment.senderEmail, product.email);
});

const handler = command(z.strictObject({ organizationId: z.string() }), async (asked, { by }) => ({ asked, by }));
const call = (event: unknown) => handler(event, { awsRequestId: 'request-1' } as Context);

const asked = { organizationId: 'o1' };

test.each([
  [{ name: 'ann' }, { name: 'ann' }],
  [
    { name: 'ann@acme.com', email: 'Ann@acme.com' },
    { name: 'ann@acme.com', email: 'ann@acme.com' },
  ],
  [{ name: 'a\u0000nn\r\n' }, { name: 'ann' }],
  [{ name: '\u200b' }, { name: product.name }],
])('a command called by %j has the actor %j', async (calledBy, actor) => {
  expect(await call({ ...asked, calledBy })).toEqual({ asked, by: { type: 'system', ...actor } });
});

test('a command without a caller has the product as the actor', async () => {
  expect(await call(asked)).toEqual({ asked, by: { type: 'system', ...product } });
});

test.each([
  [{ ...asked, calledBy: 'ann' }, 'calledBy'],
  [{ ...asked, calledBy: { name: '' } }, 'calledBy.name'],
  [{ ...asked, calledBy: { name: 'x'.repeat(201) } }, 'calledBy.name'],
  [{ ...asked, calledBy: { name: 'ann', email: 'no address' } }, 'calledBy.email'],
  [{ ...asked, calledBy: { name: 'ann', type: 'user' } }, 'calledBy.type'],
  [{ ...asked, more: 1 }, 'more'],
  [{}, 'organizationId'],
  [null, ''],
  ['text', ''],
])('a command rejects %j', async (event, path) => {
  expect(await call(event)).toMatchObject({ errors: [{ path }] });
});
