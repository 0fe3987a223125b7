import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { emailField } from '#core/contract/email-field.ts';
import type { Person } from '#core/contract/invitation.ts';
import { noSuchOrganization, problem } from '#core/problem.ts';
import type { Origin } from '#core/table/change.ts';
import { organizationKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { judgeAddresses, offerOf, readSituation } from './judge-addresses.ts';
import { revokeForOperator } from './revoke-for-operator.ts';
import { writeBatch } from './write-batch.ts';

export const newAdmin = z.strictObject({ organizationId: z.string(), adminEmail: emailField });

type Terms = { readonly lifetimeSeconds: number; readonly inviter: Person };

/**
 * Invites an admin in the product's name, for an organization that has lost its admins. Ignores the allowed email
 * domains.
 */
export const inviteAdmin = async (
  { organizationId, adminEmail }: z.output<typeof newAdmin>,
  origin: Origin,
  terms: Terms,
): Promise<{ organizationId: string; invitationId: string } | { error: string }> => {
  if ((await getItem(organizationKey(organizationId))) === undefined) throw noSuchOrganization();
  const { organization, places } = await readSituation(organizationId, []);
  const run = { at: origin.at, seed: `${origin.requestId}${randomUUID()}`, again: false, ...terms };
  const offer = offerOf(organization, { emails: [adminEmail], role: 'admin' }, run);
  const asked = [{ email: adminEmail, rejection: undefined }];
  const { results, candidates } = await judgeAddresses(organizationId, asked, offer, origin.at, false);
  await writeBatch({ organizationId, origin, hasTime: () => true, results, queue: candidates, places });
  const result = results.get(adminEmail);
  if (result?.outcome === 'invited') return { organizationId, invitationId: result.invitation.id };
  if (result?.outcome === 'rejected' && result.code === 'already_invited') {
    // The existing invitation may never have arrived, or may be for another role: it is replaced.
    await revokeForOperator(
      { organizationId, invitationId: result.invitationId },
      origin,
      terms.inviter,
      places !== undefined,
    );
    return inviteAdmin({ organizationId, adminEmail }, origin, terms);
  }
  return { error: result?.outcome === 'rejected' ? result.detail : problem('try_again').message };
};
