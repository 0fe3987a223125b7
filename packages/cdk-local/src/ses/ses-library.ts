import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { getStoreReadonly } from 'aws-ses-v2-local/dist/store.js';
import * as z from 'zod';
import { SesError } from './ses-error.ts';

// The library is CommonJS with a default export, which Node.js and vitest import differently.
const ses: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local');

type StoredEmail = ReturnType<typeof getStoreReadonly>['emails'][number];

/** aws-ses-v2-local, which parses messages and creates the responses of SES. */
export type SesLibrary = {
  /** Returns SES's response and the parsed email. Throws `SesError`. */
  readonly send: (form: URLSearchParams) => Promise<{ readonly xml: string; readonly email: StoredEmail }>;
  readonly stop: () => Promise<void>;
};

const portOf = (server: Server): number => z.object({ port: z.number() }).parse(server.address()).port;

/** Removes an email from the library, which would keep it in memory. */
const takeStored = (messageId: string | undefined): StoredEmail => {
  const { emails } = getStoreReadonly();
  const [email] = emails.splice(
    emails.findIndex((stored) => stored.messageId === messageId),
    1,
  );
  if (!email) throw new SesError('InternalFailure', 'The email was not stored.', 500);
  return email;
};

export const startSesLibrary = async (): Promise<SesLibrary> => {
  const server = await ses.default({ host: '127.0.0.1', port: 0 });
  if (!server.listening) await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}/`;
  return {
    send: async (form) => {
      const response = await fetch(url, {
        method: 'POST',
        body: form,
        headers: { authorization: 'AWS4' },
        signal: AbortSignal.timeout(10_000),
      });
      const xml = await response.text();
      if (!response.ok)
        throw new SesError('ValidationError', z.object({ detail: z.string() }).parse(JSON.parse(xml)).detail);
      const email = takeStored(/<MessageId>([^<]+)/.exec(xml)?.[1]);
      // The library's ids have nine digits, too few to stay unique.
      const messageId = `${randomUUID()}-000000`;
      return { xml: xml.replace(email.messageId, messageId), email: { ...email, messageId } };
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
