import type * as z from 'zod/mini';
import { authorize } from '#core/authorize.ts';
import { type CallerRequest, originOf, personOf } from '#core/caller.ts';
import type { Instant, OrganizationParams } from '#core/contract/fields.ts';
import type { InvitationResult, invitationResults, newInvitations } from '#core/contract/invitation.ts';
import { problem } from '#core/problem.ts';
import { dayOf, type StoredQuota } from '#core/table/email-quota.ts';
import { requestKey } from '#core/table/keys.ts';
import type { StoredMember } from '#core/table/member.ts';
import type { StoredOrganization } from '#core/table/organization.ts';
import { freePlaces, type StoredPlaces } from '#core/table/places.ts';
import { type Asked, askedAddresses, type Candidate } from './candidate.ts';
import { judgeAddresses, offerOf, readSituation } from './judge-addresses.ts';
import { outcomesOf, resultsOf } from './kept-outcomes.ts';
import { limitReached, rejected } from './rejection.ts';
import { type Run, refuseReusedKey, sendOnce } from './send-once.ts';
import { writeBatch } from './write-batch.ts';

type NewInvitations = z.output<typeof newInvitations>;
type Results = z.infer<typeof invitationResults>;

export type SendSettings = {
  readonly lifetimeSeconds: number;
  readonly idempotencyKey: string | undefined;
  /** False when no further transaction should begin. */
  readonly hasTime: () => boolean;
};

/**
 * Invites addresses with one role and teams. Returns one result per address, in the order of the request. Throws
 * `team_not_found` before anything is written, `nothing_invited` with the results if no address could be invited, and
 * `try_again` if there was no time for any. A dry run writes nothing. With an Idempotency-Key, the same request later
 * returns the same results, and finishes an interrupted run.
 */
export const sendInvitations = async (
  { organizationId }: OrganizationParams,
  body: NewInvitations,
  request: CallerRequest,
  settings: SendSettings,
): Promise<Results> => {
  const member = await authorize(request.caller, organizationId, 'admin');
  const sending = { organizationId, body, request, settings, member };
  if (body.dryRun) {
    if (settings.idempotencyKey !== undefined)
      await refuseReusedKey(requestKey(member, settings.idempotencyKey), body, request.now);
    return dryRun(sending);
  }
  const results = await (settings.idempotencyKey === undefined
    ? runOnly(sending)
    : runOnce(sending, settings.idempotencyKey));
  if (!results.some(isInvited)) throw problem('nothing_invited', { results });
  return { results };
};

// Emails of requests with more addresses have a separate message group, so that they don't delay those of smaller ones.
const mostOfAFew = 10;

type Sending = {
  readonly organizationId: string;
  readonly body: NewInvitations;
  readonly request: CallerRequest;
  readonly settings: SendSettings;
  readonly member: StoredMember;
};

const runOnly = (sending: Sending) => run(sending, freshRun(sending));

const freshRun = ({ request, settings, member }: Sending): Run => ({
  at: request.now,
  seed: request.requestId,
  inviter: personOf(member),
  lifetimeSeconds: settings.lifetimeSeconds,
  again: false,
});

const runOnce = (sending: Sending, idempotencyKey: string): Promise<InvitationResult[]> => {
  const { organizationId, body, request, settings, member } = sending;
  const asked = {
    key: requestKey(member, idempotencyKey),
    body,
    now: request.now,
    inviter: personOf(member),
    lifetimeSeconds: settings.lifetimeSeconds,
    hasTime: settings.hasTime,
  };
  return sendOnce(
    asked,
    async (as) => {
      const answer = await run(sending, as);
      return { answer, outcomes: outcomesOf(answer) };
    },
    (as, outcomes) => {
      const organization = { id: organizationId, name: member.organizationName };
      return resultsOf(outcomes, askedAddresses(body.emails, []), offerOf(organization, body, as));
    },
  );
};

const run = async (
  { organizationId, body, request, settings, member }: Sending,
  as: Run,
): Promise<InvitationResult[]> => {
  const authorizeAgain = () => authorize(request.caller, organizationId, 'admin');
  // This run may have waited for another, so the permission can be old.
  if (as.again) await authorizeAgain();
  const { organization, places } = await readSituation(organizationId, teamsToCheck(body, as));
  refusePaused(organization);
  const asked = askedAddresses(body.emails, organization.allowedEmailDomains);
  const { results, candidates } = await judgeAddresses(
    organizationId,
    asked,
    offerOf(organization, body, as),
    request.now,
    as.again,
  );
  await writeBatch({
    organizationId,
    origin: originOf(member, request),
    bulk: asked.length > mostOfAFew,
    hasTime: settings.hasTime,
    authorizeAgain,
    results,
    queue: candidates,
    places,
  });
  const answer = asked.map(({ email }) => results.get(email) ?? rejected(email, { code: 'try_again' }));
  // Not stored: the same request can succeed later.
  if (answer.every(isForLater)) throw problem('try_again', { retryAfter: 1 });
  return answer;
};

const isInvited = ({ outcome }: InvitationResult): boolean => outcome === 'invited';
const isForLater = (result: InvitationResult): boolean => result.outcome === 'rejected' && result.code === 'try_again';

/** Returns the teams to check: none when a run continues another one, which has checked them. */
const teamsToCheck = ({ teamIds = [] }: NewInvitations, { again }: Run): readonly string[] => (again ? [] : teamIds);

const refusePaused = ({ paused }: StoredOrganization): void => {
  if (paused) throw problem('organization_paused');
};

const emailsLeft = ({ limits }: StoredOrganization, quota: StoredQuota | undefined, now: Instant): number | null => {
  if (limits.emailsPerDay === null) return null;
  const sent = quota?.day === dayOf(now) ? quota.count : 0;
  return Math.max(0, limits.emailsPerDay - sent);
};

const dryRun = async (sending: Sending): Promise<Results> => {
  const { organizationId, body, request } = sending;
  const { organization, places, quota } = await readSituation(organizationId, body.teamIds ?? []);
  refusePaused(organization);
  const asked = askedAddresses(body.emails, organization.allowedEmailDomains);
  const offer = offerOf(organization, body, freshRun(sending));
  const { results, candidates } = await judgeAddresses(organizationId, asked, offer, request.now, false);
  return {
    results: dryResults(asked, results, candidates, places, request.now),
    emailsLeftToday: emailsLeft(organization, quota, request.now),
  };
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
    return results.get(email) ?? rejected(email, limitReached(places));
  });
};
