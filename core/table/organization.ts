import * as z from 'zod/mini';
import { instant } from '#core/contract/fields.ts';
import { emailsPerDayLimits, plan } from '#core/contract/organization.ts';
import { ConflictError } from '#core/problem.ts';
import { datedAfter, notChangedSince, type Origin, stamp } from './change.ts';
import { directoryKey, organizationDirectory, organizationKey } from './keys.ts';
import { queryItems } from './read.ts';
import { absent, check, put, unexpected, update, type Write } from './write.ts';

const limit = z.nullable(z.int().check(z.nonnegative()));

const storedOrganization = z.object({
  id: z.string(),
  name: z.string(),
  plan,
  allowedEmailDomains: z.array(z.string()),
  limits: z.object({
    pendingInvitations: limit,
    members: limit,
    // Absent from organizations of release 0.1.0, which have their plan's.
    emailsPerDay: z.optional(limit),
  }),
  paused: z.optional(z.object({ since: instant, reason: z.string() })),
  changedAt: instant,
});
type Limits = {
  readonly pendingInvitations: number | null;
  readonly members: number | null;
  readonly emailsPerDay: number | null;
};
export type StoredOrganization = Omit<z.infer<typeof storedOrganization>, 'limits'> & { readonly limits: Limits };

export const readOrganization = (item: unknown): StoredOrganization => {
  const { limits, ...organization } = storedOrganization.parse(item);
  const { emailsPerDay = emailsPerDayLimits[organization.plan] } = limits;
  return { ...organization, limits: { ...limits, emailsPerDay } };
};

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
  refusal: () => new ConflictError(),
});

type Terms = Pick<StoredOrganization, 'plan' | 'limits'>;

export const changeTerms = (seen: StoredOrganization, terms: Terms, origin: Origin): Write => ({
  item: update(
    organizationKey(seen.id),
    {
      set: {
        plan: terms.plan,
        limits: terms.limits,
        ...stamp(
          terms.plan === seen.plan ? 'organization.limits_changed' : 'organization.plan_changed',
          datedAfter(origin, seen),
        ),
      },
    },
    notChangedSince(seen),
  ),
  refusal: () => new ConflictError(),
});

/** Pauses the organization for `reason`, or resumes it without one. */
export const changePause = (seen: StoredOrganization, reason: string | undefined, origin: Origin): Write => {
  const dated = datedAfter(origin, seen);
  const changes =
    reason === undefined
      ? { set: stamp('organization.resumed', dated), remove: ['paused'] }
      : { set: { paused: { since: dated.at, reason }, ...stamp('organization.paused', dated) } };
  return {
    item: update(organizationKey(seen.id), changes, notChangedSince(seen)),
    refusal: () => new ConflictError(),
  };
};

/** A step that only checks that the organization is as it was read. */
export const organizationUnchanged = (seen: StoredOrganization): Write => ({
  item: check(organizationKey(seen.id), notChangedSince(seen)),
  refusal: () => new ConflictError(),
});
