import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Call, Client } from './client.ts';
import { until } from './until.ts';

/** The stream consumers to wait for, and whether to wait for SES events of sent emails. */
type Readers = { readonly mailer: boolean; readonly feedback?: boolean };

export type StreamMarkers = {
  /** Waits until the stream consumers have processed all earlier writes. */
  readonly passed: (readers: Readers) => Promise<void>;
};

const organizationOf = async (client: Client): Promise<{ readonly call: Call; readonly path: string }> => {
  const name = randomUUID();
  const admin = { label: 'marker', subject: name, email: `${name}@marker.test`, verified: true, name, userId: '' };
  const ids = z.object({ organizationId: z.string(), invitationId: z.string() });
  const asked = { name: 'Markers', plan: 'enterprise', adminEmail: admin.email };
  const { organizationId, invitationId } = ids.parse(await client.operator('create-organization', asked));
  const accepted = await (await client.as(admin))('POST', '/invitations/accept', { organizationId, invitationId });
  assert.equal(accepted.status, 200);
  // It may expire during the test.
  const call: Call = async (...request) => (await client.as(admin))(...request);
  return { call, path: `/organizations/${organizationId}` };
};

/**
 * Creates an organization whose invitations mark positions in the stream. A consumer finishes a batch before the next: once
 * it has processed a second marker, it has processed everything before the first. `nudge` is called
 * if the email of a marker is missing.
 */
export const streamMarkers = async (client: Client, nudge?: () => void): Promise<StreamMarkers> => {
  const { call, path } = await organizationOf(client);
  const mark = async ({ mailer, feedback = false }: Readers): Promise<void> => {
    const email = `${randomUUID()}@marker.test`;
    const { status, body } = await call('POST', `${path}/invitations`, { emails: [email], role: 'user' });
    assert.equal(status, 201);
    if (mailer) await until('a mail for a marker', async () => (await client.mails(email)).length > 0, nudge);
    const { id } = body.results[0].invitation;
    const delivery = async () => (await call('GET', `${path}/invitations/${id}`)).body.delivery;
    if (feedback) await until('the delivery of a marker', async () => (await delivery()) === 'delivered', nudge);
    await until('an audit event for a marker', async () => {
      const { body } = await call('GET', `${path}/audit-events?email=${email}`);
      return body.items.length > 0;
    });
  };
  return {
    passed: async (readers) => {
      await mark(readers);
      await mark(readers);
    },
  };
};
