import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { urlOf } from '../web/request.ts';
import { send } from '../web/response.ts';
import { inboxReply } from './inbox-pages.ts';
import { handleSesCall, type SesEndpoint } from './ses-endpoint.ts';
import { startSesLibrary } from './ses-library.ts';
import { createInboxTable, emailsTo, type StoredEmail } from './stored-emails.ts';

type Options = {
  /** A mail is kept here before its sender is told that it was sent. */
  readonly database: DatabaseSync;
  /** @default nothing: any sender and configuration set will do */
  readonly account?: SesEndpoint['account'];
  /** @default none */
  readonly fault?: SesEndpoint['fault'];
  /** @default nobody is told */
  readonly taken?: SesEndpoint['taken'];
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
};

export type Inbox = {
  /** For AWS_ENDPOINT_URL_SES. */
  readonly endpoint: string;
  /** Answers and says true when the path is one of the inbox's. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Oldest first; to one address, in any case, when one is given. */
  readonly messages: (to?: string) => readonly StoredEmail[];
  readonly stop: () => Promise<void>;
};

/** SES on this machine: takes what SES takes, refuses what it refuses, and shows what was sent. */
export const startInbox = async ({ database, account = {}, fault, taken, now = Date.now }: Options): Promise<Inbox> => {
  createInboxTable(database);
  const library = await startSesLibrary();
  const endpoint: SesEndpoint = { database, library, account, fault, taken, now };
  const server = createServer(async (request, response) => send(response, await handleSesCall(endpoint, request)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    endpoint: `http://127.0.0.1:${port}`,
    handle: async (request, response) => {
      const answer = await inboxReply(database, urlOf(request));
      if (answer) send(response, answer);
      return answer !== undefined;
    },
    messages: (to) => emailsTo(database, to),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all([once(server, 'close'), library.stop()]);
    },
  };
};
