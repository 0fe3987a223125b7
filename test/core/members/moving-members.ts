import type { Caller } from '#core/caller.ts';
import { listMembers } from '#core/members/list.ts';
import { getOrganization } from '#core/organizations/get.ts';
import { addressKey, invitationKey, memberKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { beforeNextWrite } from '#test/support/in-between.ts';
import { by, present, seal, startOrganization, type TestOrganization } from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';

export const memberOf = ({ organizationId }: TestOrganization, { userId }: Pick<Caller, 'userId'>) =>
  getItem(memberKey({ organizationId, userId }));

export const claimOf = ({ organizationId }: TestOrganization, email: string) =>
  getItem(addressKey({ organizationId, email }));

export const invitationOf = ({ organizationId }: TestOrganization, { id }: { readonly id: string }) =>
  getItem(invitationKey({ organizationId, invitationId: id }));

/** Addresses as the list of members shows them, of all but the admin. */
export const emailsOf = async ({ organizationId, admin }: TestOrganization, emailPrefix?: string): Promise<string[]> =>
  (await listMembers({ organizationId }, { ...(emailPrefix && { emailPrefix }) }, by(admin), seal)).items
    .map(({ email }) => email)
    .filter((email) => email !== admin.email);

export const pendingPlaces = async ({ organizationId, admin }: TestOrganization) =>
  (await getOrganization({ organizationId }, by(admin))).usage.pendingInvitations;

/** A member who has signed in, and the same person with another address. */
export const startMove = async (options: Parameters<typeof startOrganization>[0] = {}) => {
  const acme = await startOrganization(options);
  const name = acme.organizationId.toLowerCase();
  const ann = await acme.join(`ann-${name}@x.test`);
  await signedIn(ann);
  const moved = { ...ann, email: `lee-${name}@x.test` };
  return { acme, ann, moved, id: { organizationId: acme.organizationId, userId: ann.userId } };
};

/** Signs in, and does something after the sign-in has read the organization and before it moves the membership. */
export const signInWhile = async (moved: Caller, act: () => Promise<unknown>, at = present()): Promise<void> => {
  // The first write is that of the user.
  beforeNextWrite(act, 1);
  await signedIn(moved, { at });
};
