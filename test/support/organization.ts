import { randomUUID } from 'node:crypto';
import type { Caller, CallerRequest } from '#core/caller.ts';
import type { Instant, Role } from '#core/contract/fields.ts';
import type { Invitation, InvitationResult } from '#core/contract/invitation.ts';
import type { Plan } from '#core/contract/organization.ts';
import { acceptInvitation } from '#core/invitations/accept.ts';
import { sendInvitations } from '#core/invitations/send.ts';
import { createOrganization } from '#core/organizations/create.ts';
import { Problem } from '#core/problem.ts';
import type { SecretKeys } from '#core/secret-keys.ts';
import type { Origin } from '#core/table/change.ts';
import { cursorSeal } from '#core/table/cursor.ts';

export const secretKeys: SecretKeys = { current: 'k1', keys: { k1: 'k'.repeat(64) } };
export const seal = cursorSeal(async () => secretKeys);

const instant = (text: string | number | Date): Instant => new Date(text).toISOString() as Instant;
export const present = (): Instant => instant(Date.now());
export const later = (at: Instant, milliseconds: number): Instant => instant(Date.parse(at) + milliseconds);

export const second = 1_000;
export const day = 24 * 60 * 60 * second;

/** Returns unique addresses. */
export const addresses = (count: number, name = 'p'): string[] =>
  Array.from({ length: count }, (_, n) => `${name}${n}@x.test`);

// Recent at any time that a test uses as the present.
const justNow = instant('9999-12-31T23:59:59.999Z');

/** Returns a person whose address Google hosts and who has just signed in. */
export const person = (email: string, facts: Partial<Caller> = {}): Caller => ({
  userId: `user-${email}`,
  email,
  emailVerified: true,
  signedInAt: justNow,
  hostedDomain: email.slice(email.lastIndexOf('@') + 1),
  name: email.split('@')[0] ?? '',
  pictureUrl: null,
  ...facts,
});

/** Returns a request of the person at an instant. */
export const by = (caller: Caller, now: Instant = present()): CallerRequest => ({
  caller,
  now,
  requestId: randomUUID(),
});

type SendOptions = {
  readonly role?: Role;
  readonly teamIds?: string[];
  readonly dryRun?: boolean;
  readonly at?: Instant;
  readonly lifetimeSeconds?: number;
  readonly by?: Caller;
  readonly idempotencyKey?: string;
  readonly hasTime?: () => boolean;
};

/** Returns the results of an invite request, also if it invited no one. */
const resultsOf = async (sending: Promise<{ results: InvitationResult[] }>): Promise<InvitationResult[]> =>
  sending.then(
    ({ results }) => results,
    (error: unknown) => {
      if (error instanceof Problem && error.code === 'nothing_invited')
        return error.facts.results as InvitationResult[];
      throw error;
    },
  );

export const product = { name: 'PartnerAlly', email: 'invitations@partnerally.test' };

/** Returns the origin of an operator command. */
export const operator = (at: Instant = present()): Origin => ({
  at,
  by: { type: 'system', ...product },
  requestId: randomUUID(),
});

export type TestOrganization = Awaited<ReturnType<typeof startOrganization>>;

/** Creates an organization whose first admin has joined. */
export const startOrganization = async ({
  plan = 'enterprise',
  memberLimit,
  at = present(),
  admin = person(`admin-${randomUUID()}@acme.test`),
}: {
  plan?: Plan;
  memberLimit?: number;
  at?: Instant;
  admin?: Caller;
} = {}) => {
  const { organizationId, invitationId } = await createOrganization(
    { name: 'Acme', plan, adminEmail: admin.email, ...(memberLimit !== undefined && { memberLimit }) },
    operator(at),
    { lifetimeSeconds: 7 * 24 * 60 * 60, inviter: product },
  );
  await acceptInvitation({ organizationId, invitationId }, by(admin, at), async () => secretKeys);

  const send = (emails: readonly string[], options: SendOptions = {}): Promise<InvitationResult[]> => {
    const { role = 'user', teamIds, dryRun, at: now, lifetimeSeconds = 7 * 24 * 60 * 60, idempotencyKey } = options;
    return resultsOf(
      sendInvitations(
        { organizationId },
        { emails: [...emails], role, ...(teamIds && { teamIds }), ...(dryRun !== undefined && { dryRun }) },
        by(options.by ?? admin, now),
        { lifetimeSeconds, idempotencyKey, hasTime: options.hasTime ?? (() => true) },
      ),
    );
  };

  const invite = async (email: string, options: SendOptions = {}): Promise<Invitation> => {
    const [result] = await send([email], options);
    if (result?.outcome !== 'invited') throw new Error(`${email} was not invited: ${JSON.stringify(result)}`);
    return result.invitation;
  };

  const accept = (invitation: { readonly id: string }, caller: Caller, now?: Instant) =>
    acceptInvitation({ organizationId, invitationId: invitation.id }, by(caller, now), async () => secretKeys);

  /** Invites a person and accepts as them. */
  const join = async (email: string, options: SendOptions = {}): Promise<Caller> => {
    const caller = person(email);
    await accept(await invite(email, options), caller, options.at);
    return caller;
  };

  return { organizationId, admin, send, invite, accept, join };
};

/** Returns the count of each outcome: `invited 2, already_member 1`. */
export const tally = (results: readonly InvitationResult[]): Record<string, number> => {
  const count: Record<string, number> = {};
  for (const result of results) {
    const word = result.outcome === 'rejected' ? result.code : result.outcome;
    count[word] = (count[word] ?? 0) + 1;
  }
  return count;
};
