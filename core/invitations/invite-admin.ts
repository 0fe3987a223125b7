import * as z from 'zod/mini';
import { emailField } from '../contract/email-field.ts';
import type { Person } from '../contract/invitation.ts';
import { problem } from '../problem.ts';
import type { Origin } from '../table/change.ts';
import { organizationKey } from '../table/keys.ts';
import { getItem } from '../table/read.ts';
import { judgeAddresses, offerOf, readSituation } from './judge-addresses.ts';
import { writeBatch } from './write-batch.ts';

export const newAdmin = z.strictObject({ organizationId: z.string(), adminEmail: emailField });

type Terms = { readonly lifetimeSeconds: number; readonly inviter: Person };

/** Invites an admin in the product's name, so that no organization is lost because its admins are. The allowed domains don't bind operators. */
export const inviteAdmin = async (
  { organizationId, adminEmail }: z.output<typeof newAdmin>,
  origin: Origin,
  { lifetimeSeconds, inviter }: Terms,
): Promise<{ organizationId: string; invitationId: string } | { error: string }> => {
  if ((await getItem(organizationKey(organizationId))) === undefined) throw problem('organization_not_found');
  const { organization, places } = await readSituation(organizationId, []);
  const run = { at: origin.at, seed: origin.requestId, inviter, lifetimeSeconds, again: false };
  const offer = offerOf(organization, { emails: [adminEmail], role: 'admin' }, run);
  const asked = [{ email: adminEmail, rejection: undefined }];
  const { results, candidates } = await judgeAddresses(organizationId, asked, offer, origin.at, false);
  await writeBatch({ organizationId, origin, hasTime: () => true, results, queue: candidates, places });
  const result = results.get(adminEmail);
  if (result?.outcome === 'invited') return { organizationId, invitationId: result.invitation.id };
  return { error: result?.outcome === 'rejected' ? result.detail : problem('try_again').message };
};
