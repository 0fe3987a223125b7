import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { Change, LambdaRecord } from 'cdk-local/stream-record';
import * as fc from 'fast-check';
import type { Instant } from '#core/contract/fields.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { changeMember } from '#core/members/change.ts';
import { removeMember } from '#core/members/remove.ts';
import { Problem } from '#core/problem.ts';
import { client, tableName } from '#core/table/client.ts';
import { addressKey } from '#core/table/keys.ts';
import { by, later, person, second, startOrganization } from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';

const kinds = [
  'invite',
  'inviteBriefly',
  'resend',
  'revoke',
  'accept',
  'lapse',
  'changeRole',
  'remove',
  'moveAway',
] as const;

export type Deed = { readonly kind: (typeof kinds)[number]; readonly whom: number };

/** A scenario with a few people's invitations. Impossible steps are rejected as for any caller. */
export const anyLife: fc.Arbitrary<Deed[]> = fc
  .array(fc.record({ kind: fc.constantFrom(...kinds, 'invite', 'resend', 'accept'), whom: fc.nat(2) }), {
    minLength: 6,
    maxLength: 14,
  })
  .map((deeds) => [{ kind: 'invite', whom: 0 }, ...deeds]);

// At most ten emails a day to one address, because the order decides which further ones are sent.
const mostSends = 9;

/** A sign-in with another address without time to move memberships. */
const moveAway = async (email: string, at: Instant): Promise<void> => {
  await signedIn(person(email), { at });
  await signedIn({ ...person(email), email: `new-${email}` }, { at, hasTime: () => false });
};

/** Runs the scenario in its own organization, from `start`, one step per minute. `name` is part of every address. */
export const live = async (deeds: readonly Deed[], name: string, start: Instant) => {
  const at = (n: number): Instant => later(start, n * 61 * second);
  const admin = person(`admin-${name}@x.test`);
  const acme = await startOrganization({ at: start, admin });
  const { organizationId } = acme;
  const addresses = ['ann', 'bob', 'cleo'].map((who) => `${who}-${name}@x.test`);
  const invitations: Invitation[] = [];
  const lapsed = new Set<string>();
  const sends = new Map<string, number>();

  const act = async ({ kind, whom }: Deed, now: Instant): Promise<unknown> => {
    const email = addresses[whom] ?? '';
    const invitation = invitations.findLast((one) => one.email === email);
    const id = { organizationId, invitationId: invitation?.id ?? 'none' };
    const member = { organizationId, userId: person(email).userId };
    const mails = kind === 'invite' || kind === 'inviteBriefly' || kind === 'resend';
    if (mails) sends.set(email, (sends.get(email) ?? 0) + 1);
    if (mails && (sends.get(email) ?? 0) > mostSends) return;
    const invite = async (lifetimeSeconds?: number) => {
      const [result] = await acme.send([email], { at: now, ...(lifetimeSeconds && { lifetimeSeconds }) });
      if (result?.outcome === 'invited') invitations.push(result.invitation);
    };
    const lapse = async () => {
      if (!invitation || invitation.expiresAt > now) return;
      const names = { ConditionExpression: 'invitationId = :id', ExpressionAttributeValues: { ':id': invitation.id } };
      const Key = addressKey({ organizationId, email });
      await client.send(new DeleteCommand({ TableName: tableName(), Key, ...names })).catch(() => undefined);
      lapsed.add(invitation.id);
    };
    const deed = {
      invite: () => invite(),
      inviteBriefly: () => invite(30),
      resend: () => resendInvitation(id, by(admin, now), 60),
      revoke: () => revokeInvitation(id, by(admin, now)),
      accept: () => acme.accept({ id: id.invitationId }, person(email), now),
      lapse,
      changeRole: () => changeMember(member, { role: 'viewer' }, by(admin, now)),
      remove: () => removeMember(member, by(admin, now)),
      moveAway: () => moveAway(email, now),
    }[kind];
    return deed().catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
    });
  };

  for (const [n, deed] of deeds.entries()) await act(deed, at(n + 1));
  return {
    organizationId,
    addresses,
    invitations,
    isTimeToLive: ({ eventName, oldImage }: Change) =>
      eventName === 'REMOVE' && lapsed.has(oldImage?.invitationId?.S ?? ''),
    // Records of users have no organization.
    isAbout: (record: LambdaRecord) =>
      [organizationId, `-${name}@x.test`].some((id) => JSON.stringify(record).includes(id)),
    /** Returns a text with placeholders for ids and names, comparable between scenarios. */
    anonymous: (text: string): string =>
      invitations
        .reduce(
          (said, { id }, n) => said.replaceAll(id, `<invitation ${n}>`),
          text.replaceAll(organizationId, '<organization>').replaceAll(name, '<name>'),
        )
        .replaceAll(/\b[0-9A-Z]{26}\b/g, '<first invitation>'),
  };
};

export type Life = Awaited<ReturnType<typeof live>>;
