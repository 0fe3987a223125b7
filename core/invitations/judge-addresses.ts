import type * as z from 'zod/mini';
import { type Instant, idOrAbsent } from '#core/contract/fields.ts';
import type { InvitationResult, newInvitations } from '#core/contract/invitation.ts';
import { readAddress } from '#core/table/address.ts';
import { readQuota, type StoredQuota } from '#core/table/email-quota.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { addressKey, emailQuotaKey, invitationKey, organizationKey, placesKey } from '#core/table/keys.ts';
import { newInvitation } from '#core/table/new-invitation.ts';
import { readOrganization, type StoredOrganization } from '#core/table/organization.ts';
import { readPlaces, type StoredPlaces } from '#core/table/places.ts';
import { getItems } from '#core/table/read.ts';
import { namedTeamKey, unknownTeams } from '#core/table/team.ts';
import { type Asked, type Candidate, judgeClaim, lapsedIn } from './candidate.ts';
import type { Run } from './send-once.ts';

type Situation = {
  readonly organization: StoredOrganization;
  readonly places: StoredPlaces | undefined;
  readonly quota: StoredQuota | undefined;
};
type Offer = ReturnType<typeof newInvitation>;

/** Reads the organization and its quotas, and checks the teams, in one request. Throws `team_not_found` as 422. */
export const readSituation = async (organizationId: string, teamIds: readonly string[]): Promise<Situation> => {
  const [organization, places, emails, ...teams] = await getItems([
    organizationKey(organizationId),
    placesKey(organizationId),
    emailQuotaKey(organizationId),
    ...teamIds.map((teamId) => namedTeamKey(organizationId, teamId)),
  ]);
  const unknown = teamIds.filter((_, position) => teams[position] === undefined);
  if (unknown.length > 0) throw unknownTeams(unknown);
  return {
    organization: readOrganization(organization),
    places: places && readPlaces(places),
    quota: readQuota(emails),
  };
};

/** Returns a factory of the addresses' invitations. The same run creates the same ids. */
export const offerOf = (
  organization: Pick<StoredOrganization, 'id' | 'name'>,
  { role, teamIds = [] }: z.output<typeof newInvitations>,
  run: Run,
): Offer => newInvitation({ organization, role, teamIds: [...new Set(teamIds.map(idOrAbsent))], ...run });

type Judged = { readonly results: Map<string, InvitationResult>; readonly candidates: readonly Candidate[] };

/**
 * Rejects addresses by syntax, domain and claims; the rest are candidates. Reports invitations that an earlier run has
 * stored as invited.
 */
export const judgeAddresses = async (
  organizationId: string,
  asked: readonly Asked[],
  offer: Offer,
  now: Instant,
  again: boolean,
): Promise<Judged> => {
  const results = new Map(asked.flatMap(({ email, rejection }) => (rejection ? [[email, rejection] as const] : [])));
  const offered = asked.map(({ email }, position) => offer(email, position));
  if (again) await findStored(organizationId, offered, results);
  const fit = offered.filter(({ email }) => !results.has(email));
  const claims = await getItems(fit.map(({ email }) => addressKey({ organizationId, email })));
  const candidates = fit.flatMap((invitation, n): Candidate[] => {
    const claim = claims[n] && readAddress(claims[n]);
    // The earlier run is still alive: it has stored this one after its invitations were read.
    if (claim && 'invitationId' in claim && claim.invitationId === invitation.id) {
      results.set(invitation.email, { email: invitation.email, outcome: 'invited', invitation });
      return [];
    }
    const rejection = judgeClaim(invitation.email, claim, now);
    if (rejection === undefined) return [{ invitation, over: lapsedIn(claim) }];
    results.set(invitation.email, rejection);
    return [];
  });
  return { results, candidates };
};

const findStored = async (
  organizationId: string,
  offered: readonly ReturnType<Offer>[],
  results: Map<string, InvitationResult>,
): Promise<void> => {
  const items = await getItems(offered.map(({ id }) => invitationKey({ organizationId, invitationId: id })));
  for (const invitation of items.flatMap((item) => (item ? [readInvitation(item)] : [])))
    results.set(invitation.email, { email: invitation.email, outcome: 'invited', invitation });
};
