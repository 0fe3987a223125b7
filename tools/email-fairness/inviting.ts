import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Call, Client } from '#test/system/consistency/model/client.ts';

export type Sender = { readonly organizationId: string; readonly call: Call };

const created = z.object({ organizationId: z.string(), invitationId: z.string() });

/** Creates an organization whose admin has joined. */
export const someOrganization = async (client: Client): Promise<Sender> => {
  const subject = randomUUID();
  const email = `${subject}@admins.test`;
  const event = { name: 'Acme', plan: 'enterprise', adminEmail: email };
  const ids = created.parse(await client.operator('create-organization', event));
  const call = await client.as({ label: subject, subject, email, verified: true, name: 'Alice', userId: '' });
  assert.equal((await call('POST', '/invitations/accept', ids)).status, 200);
  return { organizationId: ids.organizationId, call };
};

const invited = z.object({ results: z.array(z.object({ outcome: z.literal('invited') })) });

/** Maximum of one request. */
const batchSize = 1_000;

/** Invites all addresses, a thousand per request. */
export const inviteAll = async ({ organizationId, call }: Sender, emails: readonly string[]): Promise<void> => {
  for (let from = 0; from < emails.length; from += batchSize) {
    const asked = { emails: emails.slice(from, from + batchSize), role: 'user' };
    const { body } = await call('POST', `/organizations/${organizationId}/invitations`, asked);
    invited.parse(body);
  }
};
