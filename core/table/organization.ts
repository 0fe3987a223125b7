import * as z from 'zod/mini';
import { instant } from '#core/contract/fields.ts';
import { plan } from '#core/contract/organization.ts';
import { ChangedMeanwhile } from '#core/problem.ts';
import { datedAfter, notChangedSince, type Origin, stamp } from './change.ts';
import { directoryKey, organizationDirectory, organizationKey } from './keys.ts';
import { queryItems } from './read.ts';
import { absent, put, unexpected, update, type Write } from './write.ts';

const limit = z.nullable(z.int().check(z.nonnegative()));

const storedOrganization = z.object({
  id: z.string(),
  name: z.string(),
  plan,
  allowedEmailDomains: z.array(z.string()),
  limits: z.object({ pendingInvitations: limit, members: limit }),
  changedAt: instant,
});
export type StoredOrganization = z.infer<typeof storedOrganization>;

export const readOrganization = (item: unknown): StoredOrganization => storedOrganization.parse(item);

export const putOrganization = (organization: StoredOrganization, origin: Origin): Write => ({
  item: put({ ...organizationKey(organization.id), ...organization, ...stamp('organization.created', origin) }, absent),
  refusal: unexpected('organization id taken'),
});

/** Adds the organization to the directory. */
export const listOrganization = (organizationId: string): Write => ({
  item: put({ ...directoryKey(organizationId) }, absent),
  refusal: unexpected('organization listed already'),
});

/** Returns ids of organizations after a given one, oldest first. */
export const organizationsAfter = async (after: string | undefined, most: number): Promise<string[]> => {
  const { items } = await queryItems(
    organizationDirectory,
    most,
    after === undefined ? undefined : directoryKey(after),
  );
  return items.map(({ SK }) => String(SK));
};

export const changeAllowedDomains = (seen: StoredOrganization, domains: readonly string[], origin: Origin): Write => ({
  item: update(
    organizationKey(seen.id),
    {
      set: { allowedEmailDomains: domains, ...stamp('organization.allowed_domains_changed', datedAfter(origin, seen)) },
    },
    notChangedSince(seen),
  ),
  refusal: () => new ChangedMeanwhile(),
});

type Terms = Pick<StoredOrganization, 'plan' | 'limits'>;

export const changeTerms = (seen: StoredOrganization, terms: Terms, origin: Origin): Write => ({
  item: update(
    organizationKey(seen.id),
    {
      set: { plan: terms.plan, limits: terms.limits, ...stamp('organization.plan_changed', datedAfter(origin, seen)) },
    },
    notChangedSince(seen),
  ),
  refusal: () => new ChangedMeanwhile(),
});
