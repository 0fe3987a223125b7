import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLocalhost } from '../../src/web/listen.ts';

const startServer = async () => {
  const { port, close } = await listenOnLocalhost(0, (_, response) => response.end('served'));
  onTestFinished(close);
  return port;
};

/** Sends a request with this Host header. `fetch` does not allow one. */
const statusFor = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });

test.each(['localhost', 'localhost:3000', '127.0.0.1', '127.0.0.1:80', '[::1]:3000', 'LOCALHOST'])(
  'a server of the local run serves requests for %s',
  async (host) => {
    expect(await statusFor(await startServer(), host)).toBe(200);
  },
);

// https://en.wikipedia.org/wiki/DNS_rebinding
test.each([
  'evil.test',
  'evil.test:3000',
  'localhost.evil.test',
  'evil.localhost',
  '127.0.0.1.evil.test',
  'localhost@evil.test',
  'evil@localhost',
  'localhost/.evil.test',
  '0.0.0.0',
  '10.0.0.1',
  '[::2]',
  ' ',
])('a server of the local run returns 421 to requests for host %j', async (host) => {
  expect(await statusFor(await startServer(), host)).toBe(421);
});
