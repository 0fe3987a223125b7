import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { expect, test } from 'vitest';
import { apiOperations } from '#core/contract/operations/api.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';
import type { Event } from '#functions/endpoint/request.ts';

const event = {
  routeKey: 'GET /v1/health',
  headers: {},
  requestContext: { requestId: 'request-1' },
} as unknown as Event;

// Unfinished work of a frozen process would continue during the next request.
test('endpoint responds only after all work has ended when time is nearly over', async () => {
  let ended = false;
  const handler = endpoint(apiOperations.getHealth, async () => {
    await pause(300);
    ended = true;
    return { status: 'ok' } as const;
  });
  const deadline = Date.now() + 50;
  const context = { getRemainingTimeInMillis: () => deadline - Date.now() } as Context;

  const answer = await handler(event, context);

  expect([ended, answer.statusCode]).toEqual([true, 200]);
});
