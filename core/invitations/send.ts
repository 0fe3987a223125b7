import type * as z from 'zod';
import { authorize } from '../authorize.ts';
import { type CallerRequest, originOf, personOf } from '../caller.ts';
import type { Instant } from '../contract/fields.ts';
import type { InvitationResult, invitationResults, newInvitations } from '../contract/invitation.ts';
import { problem } from '../problem.ts';
import { readAddress } from '../table/address.ts';
import { addressKey, organizationKey, placesKey, teamKey } from '../table/keys.ts';
import { newInvitation } from '../table/new-invitation.ts';
import { readOrganization, type StoredOrganization } from '../table/organization.ts';
import { freePlaces, readPlaces, type StoredPlaces } from '../table/places.ts';
import { getItems } from '../table/read.ts';
import { type Asked, askedAddresses, type Candidate, judgeClaim, lapsedIn } from './candidate.ts';
import { rejected } from './rejection.ts';
import { type Batch, writeBatch } from './write-batch.ts';

type NewInvitations = z.output<typeof newInvitations>;
type Results = z.infer<typeof invitationResults>;

export type SendSettings = {
  readonly lifetimeSeconds: number;
  /** False when no further transaction should begin. */
  readonly hasTime: () => boolean;
};

type Situation = { readonly organization: StoredOrganization; readonly places: StoredPlaces | undefined };

/**
 * Invites addresses with one role and teams; each gets its own outcome, in the order given. Throws `team_not_found` before anything is
 * written, and `nothing_invited` with the outcomes when no address could be. A dry run judges as of now and writes nothing.
 */
export const sendInvitations = async (
  organizationId: string,
  { emails, role, teamIds = [], dryRun = false }: NewInvitations,
  request: CallerRequest,
  { lifetimeSeconds, hasTime }: SendSettings,
): Promise<Results> => {
  const inviter = await authorize(request.caller, organizationId, 'admin');
  const { organization, places } = await readSituation(organizationId, teamIds);
  const asked = askedAddresses(emails, organization.allowedEmailDomains);
  const offer = newInvitation({
    organization,
    role,
    teamIds: [...new Set(teamIds)],
    inviter: personOf(inviter),
    at: request.now,
    lifetimeSeconds,
  });
  const { results, candidates } = await judge(organizationId, asked, offer, request.now);
  if (dryRun) return { results: dryResults(asked, results, candidates, places, request.now) };
  const batch: Batch = {
    organizationId,
    origin: originOf(inviter, request),
    hasTime,
    results,
    queue: candidates,
    places,
  };
  await writeBatch(batch);
  return answerInOrder(asked, results);
};

/** The organization, its places where they are limited, and that all teams exist: one request. */
const readSituation = async (organizationId: string, teamIds: readonly string[]): Promise<Situation> => {
  const [organization, places, ...teams] = await getItems([
    organizationKey(organizationId),
    placesKey(organizationId),
    ...teamIds.map((teamId) => teamKey({ organizationId, teamId })),
  ]);
  if (teams.includes(undefined)) throw problem('team_not_found', {}, 422);
  return { organization: readOrganization(organization), places: places && readPlaces(places) };
};

/** Refuses what the addresses and their claims already refuse; the rest are candidates. */
const judge = async (
  organizationId: string,
  asked: readonly Asked[],
  offer: ReturnType<typeof newInvitation>,
  now: Instant,
): Promise<{ results: Map<string, InvitationResult>; candidates: readonly Candidate[] }> => {
  const results = new Map(asked.flatMap(({ email, rejection }) => (rejection ? [[email, rejection] as const] : [])));
  const fit = asked.filter(({ rejection }) => rejection === undefined);
  const claims = await getItems(fit.map(({ email }) => addressKey({ organizationId, email })));
  const candidates = fit.flatMap(({ email }, position): Candidate[] => {
    const claim = claims[position] && readAddress(claims[position]);
    const rejection = judgeClaim(email, claim, now);
    if (rejection === undefined) return [{ invitation: offer(email, position), over: lapsedIn(claim) }];
    results.set(email, rejection);
    return [];
  });
  return { results, candidates };
};

const dryResults = (
  asked: readonly Asked[],
  results: ReadonlyMap<string, InvitationResult>,
  candidates: readonly Candidate[],
  places: StoredPlaces | undefined,
  now: Instant,
): InvitationResult[] => {
  const room = places ? freePlaces(places, now) : candidates.length;
  const fitting = new Set(candidates.slice(0, room).map(({ invitation }) => invitation.email));
  return asked.map(({ email }): InvitationResult => {
    if (fitting.has(email)) return { email, outcome: 'would_invite' };
    return results.get(email) ?? rejected(email, 'pending_limit_reached', places && { limit: places.limit });
  });
};

const answerInOrder = (asked: readonly Asked[], outcomes: ReadonlyMap<string, InvitationResult>): Results => {
  const results = asked.map(({ email }) => outcomes.get(email) ?? rejected(email, 'try_again'));
  if (results.every(({ outcome }) => outcome !== 'invited')) throw problem('nothing_invited', { results });
  return { results };
};
