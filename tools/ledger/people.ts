import { randomBytes, randomUUID } from 'node:crypto';
import type { Caller } from '#core/caller.ts';
import type { Plan } from '#core/contract/organization.ts';
import { createTeam } from '#core/teams/create.ts';
import { by, later, person, present, second, startOrganization } from '#test/support/organization.ts';

// Capacity depends on sizes, so random values always have the same, realistic length.
const pictureUrl = `https://lh3.googleusercontent.com/a/${'p'.repeat(51)}=s96-c`;

/** Returns a unique address of 26 characters. */
export const address = (name: string): string =>
  `${name.padEnd(8, '-')}.${randomBytes(4).toString('hex')}@acme.test`.toLowerCase();

export const someone = (name: string): Caller => ({
  ...person(address(name)),
  userId: randomUUID(),
  name: name.padEnd(12, '-'),
  pictureUrl,
});

/** Creates an organization with a new admin, old enough for its first invitations to be resent. */
export const someOrganization = async (plan: Plan = 'enterprise') => {
  const at = later(present(), -120 * second);
  const admin = someone('admin');
  const acme = await startOrganization({ plan, admin, at });
  const params = { organizationId: acme.organizationId };
  const team = (name: string) => createTeam(acme, { name }, by(admin));
  const joined = async (name: string, teamIds: string[] = []) => {
    const caller = someone(name);
    await acme.accept(await acme.invite(caller.email, { teamIds }), caller);
    return caller;
  };
  return { ...acme, params, at, team, joined };
};

export type SomeOrganization = Awaited<ReturnType<typeof someOrganization>>;

/** Returns `count` addresses without an invitation. */
export const addresses = (count: number): string[] => Array.from({ length: count }, (_, n) => address(`n${n}`));
