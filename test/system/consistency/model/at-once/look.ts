import { strict as assert } from 'node:assert';
import * as z from 'zod';
import { all } from '#test/system/consistency/model/agree.ts';
import type { Client } from '#test/system/consistency/model/client.ts';
import type { Person } from '#test/system/consistency/model/model.ts';

const invitation = z.object({
  id: z.string(),
  email: z.string(),
  status: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  sentCount: z.number(),
  delivery: z.string(),
  acceptedBy: z.object({ userId: z.string() }).optional(),
});

const member = z.object({ userId: z.string(), email: z.string(), role: z.string(), invitationId: z.string() });

const event = z.object({
  type: z.string(),
  subject: z.object({ id: z.string() }),
  details: z.object({ from: z.unknown().optional(), to: z.unknown().optional(), reason: z.string().optional() }),
});

const organization = z.object({
  limits: z.object({ pendingInvitations: z.number().nullable(), members: z.number().nullable() }),
  usage: z.object({ pendingInvitations: z.number().nullable(), members: z.number() }),
});

const shown = z.object({ admins: z.array(z.object({ userId: z.string() })) });

/** Everything that an organization returns at one moment, oldest event first. */
export type Seen = {
  readonly id: string;
  readonly organization: z.infer<typeof organization>;
  readonly invitations: readonly z.infer<typeof invitation>[];
  readonly pending: readonly string[];
  readonly members: readonly z.infer<typeof member>[];
  readonly events: readonly z.infer<typeof event>[];
};

/** Reads an organization through its lists, as one of its admins. */
export const look = async (client: Client, people: readonly Person[], id: string): Promise<Seen> => {
  const { admins } = shown.parse(await client.operator('show-organization', { organizationId: id }));
  const admin = people.find(({ userId }) => admins.some((one) => one.userId === userId));
  const call = await client.as(admin ?? assert.fail(`${id} has no admin`));
  const path = `/organizations/${id}`;
  const [{ body }, invitations, pending, members, events] = await Promise.all([
    call('GET', path),
    all(call, `${path}/invitations`),
    all(call, `${path}/invitations?status=pending`),
    all(call, `${path}/members`),
    all(call, `${path}/audit-events`),
  ]);
  return {
    id,
    organization: organization.parse(body),
    invitations: z.array(invitation).parse(invitations),
    pending: z
      .array(invitation)
      .parse(pending)
      .map((one) => one.id),
    members: z.array(member).parse(members),
    events: z.array(event).parse(events).reverse(),
  };
};
