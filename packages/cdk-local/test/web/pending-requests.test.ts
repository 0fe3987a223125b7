import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLocalhost } from '../../src/web/listen.ts';

const listening = async (listener: RequestListener) => {
  const { port, close, ...rest } = await listenOnLocalhost(0, listener);
  onTestFinished(close);
  return { url: `http://localhost:${port}/`, port, close, ...rest };
};

/** A listener that responds on demand. */
const heldListener = () => {
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const listener: RequestListener = async (_, response) => {
    arrived.resolve();
    await released.promise;
    if (!response.headersSent) response.end('done');
  };
  return { listener, arrived: arrived.promise, answer: released.resolve };
};

test('drain answers pending requests and accepts no new connections', async () => {
  const { listener, arrived, answer } = heldListener();
  const { url, stopAccepting, settle } = await listening(listener);
  const underWay = fetch(url);
  await arrived;

  stopAccepting();
  const settled = settle(60_000);
  await expect(fetch(url)).rejects.toThrow();
  answer();

  const response = await underWay;
  expect([await response.text(), response.headers.get('connection')]).toEqual(['done', 'close']);
  await settled;
});

test("a request that takes too long gets 503 with API Gateway's message", async () => {
  const { listener, arrived } = heldListener();
  const { url, settle } = await listening(listener);
  const underWay = fetch(url);
  await arrived;

  await settle(1);

  const response = await underWay;
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    503,
    'application/json',
    '{"message":"Service Unavailable"}',
  ]);
});

test('an idle connection does not delay the shutdown', async () => {
  const { url, stopAccepting, settle, close } = await listening((_, response) => void response.end('done'));
  const asked = httpRequest(url, { headers: { connection: 'keep-alive' } }).end();
  const [response]: IncomingMessage[] = await once(asked, 'response');
  const gone = once(asked.socket ?? asked, 'close');
  expect(response && (await text(response))).toBe('done');

  stopAccepting();
  await settle(600_000);
  await close();

  await gone;
});

test('listenOnLocalhost waits for a port that is being released', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const taking = listenOnLocalhost(port, (_, response) => void response.end('ours'));
  setTimeout(() => other.close(), 200);

  const { close } = await taking;
  onTestFinished(close);
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe('ours');
});
