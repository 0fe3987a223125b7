import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { SESClient, type SendEmailCommandInput } from '@aws-sdk/client-ses';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { startInbox } from '../../src/ses/start-inbox.ts';

/** Creates an SES client without retries. */
export const sesAt = (endpoint: string): SESClient =>
  new SESClient({
    region: 'eu-central-1',
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

/** Starts an inbox with its pages and a client, for one test. */
export const useInbox = async (options: Omit<Parameters<typeof startInbox>[0], 'database'> = {}) => {
  const inbox = await startInbox({ database: new DatabaseSync(':memory:'), ...options });
  const server = createServer(async (request, response) => {
    if (!(await inbox.handle(request, response))) response.writeHead(404).end('not the inbox');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await inbox.stop();
  });
  return { ...inbox, ses: sesAt(inbox.endpoint), origin: `http://127.0.0.1:${port}` };
};

/** Returns a valid email with changes. */
export const mail = (changes: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  Source: 'Sender <orders@sender.test>',
  Destination: { ToAddresses: ['ann@example.com'] },
  ReplyToAddresses: ['Alice Admin <alice@example.com>'],
  Message: {
    Subject: { Data: 'Your order', Charset: 'UTF-8' },
    Body: { Html: { Data: '<p>Hi</p>', Charset: 'UTF-8' }, Text: { Data: 'Hi', Charset: 'UTF-8' } },
  },
  ...changes,
});

export const subject = (Data: string, Charset: string | undefined = 'UTF-8'): Partial<SendEmailCommandInput> => ({
  Message: { Subject: { Data, ...(Charset && { Charset }) }, Body: { Text: { Data: 'Hi' } } },
});

export const to = (...ToAddresses: string[]): Partial<SendEmailCommandInput> => ({ Destination: { ToAddresses } });
