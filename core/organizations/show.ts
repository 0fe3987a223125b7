import * as z from 'zod/mini';
import type { Instant } from '#core/contract/fields.ts';
import type { Member, Organization } from '#core/contract/organization.ts';
import { noSuchOrganization } from '#core/problem.ts';
import { membersByAddress, organizationKey } from '#core/table/keys.ts';
import { readMember } from '#core/table/member.ts';
import { getItem, queryAll } from '#core/table/read.ts';
import { answerOrganization, findOrganization } from './get.ts';

export const organizationShown = z.strictObject({ organizationId: z.string() });

type Shown = Organization & { readonly admins: readonly Pick<Member, 'userId' | 'name' | 'email'>[] };

/** Reads the organization with its admins, for operators. */
export const showOrganization = async (
  { organizationId }: z.output<typeof organizationShown>,
  now: Instant,
): Promise<Shown> => {
  if ((await getItem(organizationKey(organizationId))) === undefined) throw noSuchOrganization();
  const members = (await queryAll({ index: 'GSI1', ...membersByAddress(organizationId) })).map(readMember);
  const admins = members
    .filter(({ role }) => role === 'admin')
    .map(({ userId, name, email }) => ({ userId, name, email }));
  return { ...answerOrganization(await findOrganization(organizationId, now)), admins };
};
