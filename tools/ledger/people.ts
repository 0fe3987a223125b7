import { randomBytes, randomUUID } from 'node:crypto';
import type { Caller } from '#core/caller.ts';
import type { Plan } from '#core/contract/organization.ts';
import { createTeam } from '#core/teams/create.ts';
import { by, later, person, present, second, startOrganization } from '#test/support/organization.ts';

// Capacity follows from sizes: whatever differs from run to run is as long each time, and about as long as it is in life.
const pictureUrl = `https://lh3.googleusercontent.com/a/${'p'.repeat(51)}=s96-c`;

/** 26 characters; no two are the same. */
export const address = (name: string): string =>
  `${name.padEnd(8, '-')}.${randomBytes(4).toString('hex')}@acme.test`.toLowerCase();

export const someone = (name: string): Caller => ({
  ...person(address(name)),
  userId: randomUUID(),
  name: name.padEnd(12, '-'),
  pictureUrl,
});

/** An organization whose admin is in no other. It began long enough ago for its first invitations to be resent. */
export const someOrganization = async (plan: Plan = 'enterprise') => {
  const at = later(present(), -120 * second);
  const admin = someone('admin');
  const acme = await startOrganization({ plan, admin, at });
  const params = { organizationId: acme.organizationId };
  const team = (name: string) => createTeam(acme.organizationId, name, by(admin));
  const joined = async (name: string, teamIds: string[] = []) => {
    const caller = someone(name);
    await acme.accept(await acme.invite(caller.email, { teamIds }), caller);
    return caller;
  };
  return { ...acme, params, at, team, joined };
};

export type SomeOrganization = Awaited<ReturnType<typeof someOrganization>>;

/** `count` addresses that nobody has invited. */
export const addresses = (count: number): string[] => Array.from({ length: count }, (_, n) => address(`n${n}`));
