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
  /** Stores emails before they are acknowledged. */
  readonly database: DatabaseSync;
  /** @default any sender and configuration set is accepted */
  readonly account?: SesEndpoint['account'];
  /** @default none */
  readonly fault?: SesEndpoint['fault'];
  /** @default none */
  readonly onAccepted?: SesEndpoint['onAccepted'];
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
};

export type Inbox = {
  /** Endpoint for SDK clients. */
  readonly endpoint: string;
  /** Handles a request to the inbox. Returns false for any other path. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Returns emails, oldest first; only those to one address (case-insensitive) if one is given. */
  readonly messages: (to?: string) => readonly StoredEmail[];
  readonly stop: () => Promise<void>;
};

/** Starts SES with an inbox: accepts and rejects emails as SES does, and shows those that were sent. */
export const startInbox = async ({
  database,
  account = {},
  fault,
  onAccepted,
  now = Date.now,
}: Options): Promise<Inbox> => {
  createInboxTable(database);
  const library = await startSesLibrary();
  const endpoint: SesEndpoint = { database, library, account, fault, onAccepted, now };
  const server = createServer(async (request, response) => send(response, await handleSesCall(endpoint, request)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    endpoint: `http://127.0.0.1:${port}`,
    handle: async (request, response) => {
      const reply = await inboxReply(database, urlOf(request));
      if (reply) send(response, reply);
      return reply !== undefined;
    },
    messages: (to) => emailsTo(database, to),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all([once(server, 'close'), library.stop()]);
    },
  };
};
