import type { InvitationResult } from '#core/contract/invitation.ts';
import { Problem } from '#core/problem.ts';
import { claimAddress, readAddress } from '#core/table/address.ts';
import { type Origin, system } from '#core/table/change.ts';
import { attempt } from '#core/table/commit.ts';
import { expirePending, putInvitation, readInvitation } from '#core/table/invitation.ts';
import { clearLapsed, freePlaces, placesAfter, readPlaces, type StoredPlaces, takePlaces } from '#core/table/places.ts';
import type { Item, Write } from '#core/table/write.ts';
import { type Candidate, judgeClaim, lapsedIn } from './candidate.ts';
import { limitReached, type Rejection, rejected } from './rejection.ts';

export type Batch = {
  readonly organizationId: string;
  readonly origin: Origin;
  /** True for a request with many addresses: their emails have a separate message group. @default false */
  readonly bulk?: boolean;
  /** False when no further transaction should begin. */
  readonly hasTime: () => boolean;
  /** Throws if the caller has lost the permission. @default never */
  readonly authorizeAgain?: () => Promise<unknown>;
  readonly results: Map<string, InvitationResult>;
  /** Candidates that are not processed yet, in the order of the request. */
  queue: readonly Candidate[];
  /** The quota as last read. Undefined without a limit. */
  places: StoredPlaces | undefined;
};

/** A step of a transaction. `learn` receives the item that failed its condition. */
type Step = Write & { readonly learn: (found: Item | undefined) => void };

const mostItems = 100;
const mostAtOnce = 49;
const lanes = 4;

/**
 * Stores the batch in transactions of up to 49 addresses, and sets the outcome of each address in `results`. A step whose
 * condition fails returns the item that it found: addresses that are rejected permanently leave the transaction, and the
 * rest is tried again. With a limit, transactions run one after another, so that slots are taken in the order of the
 * request. Without one they share no item, and four run at a time.
 */
export const writeBatch = async (batch: Batch): Promise<void> => {
  // Waits for all lanes: a write after the response would go unreported.
  const ends = await Promise.allSettled(Array.from({ length: batch.places ? 1 : lanes }, () => runLane(batch)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
};

/**
 * Reads the permission again before each transaction but the first of a lane. A condition on the membership would make
 * the lanes conflict with each other.
 */
const runLane = async (batch: Batch): Promise<void> => {
  for (let chunks = 0; batch.queue.length > 0; chunks++) {
    const chunk = takeChunk(batch);
    if (chunks > 0) await authorizeAgain(batch);
    if (!batch.hasTime()) rejectRest(batch, chunk, { code: 'try_again' });
    else if (chunk.length === 0) rejectRest(batch, chunk, limitReached(batch.places));
    else await writeChunk(batch, chunk).catch((error: unknown) => afterFailure(batch, chunk, error));
  }
};

/** Empties the queue when the permission is gone, which ends the other lanes too. */
const authorizeAgain = async (batch: Batch): Promise<void> => {
  try {
    await batch.authorizeAgain?.();
  } catch (error) {
    batch.queue = [];
    throw error;
  }
};

const takeChunk = (batch: Batch): readonly Candidate[] => {
  const { queue, places, origin } = batch;
  const room = places ? Math.min(mostAtOnce, freePlaces(places, origin.at)) : mostAtOnce;
  let items = places ? 1 : 0;
  const end = queue.findIndex(({ over }, n) => {
    items += over && !over.settled ? 3 : 2;
    return n >= room || items > mostItems;
  });
  const chunk = end < 0 ? queue : queue.slice(0, end);
  batch.queue = queue.slice(chunk.length);
  return chunk;
};

const reject = ({ results }: Batch, chunk: readonly Candidate[], why: Rejection) => {
  for (const { invitation } of chunk) results.set(invitation.email, rejected(invitation.email, why));
};

const rejectRest = (batch: Batch, chunk: readonly Candidate[], why: Rejection) => {
  reject(batch, [...chunk, ...batch.queue], why);
  batch.queue = [];
};

// Stored invitations are emailed, so the response must report them: a later failure applies to the rest only.
const afterFailure = (batch: Batch, chunk: readonly Candidate[], error: unknown) => {
  const nothingStored = [...batch.results.values()].every(({ outcome }) => outcome !== 'invited');
  if (nothingStored && !(error instanceof Problem && error.code === 'try_again')) throw error;
  reject(batch, chunk, { code: 'try_again' });
};

const writeChunk = async (batch: Batch, chunk: readonly Candidate[]): Promise<void> => {
  const { organizationId, origin, places, results } = batch;
  const left = new Map(chunk.map((candidate) => [candidate.invitation.email, candidate]));
  const holders = chunk.map(({ invitation }) => invitation);
  const clearing = places && clearLapsed(organizationId, places, holders.length, origin.at);
  if (clearing) {
    const [refused] = await attempt([clearing.write]);
    batch.places = refused ? undefined : clearing.after;
    batch.queue = [...chunk, ...batch.queue];
    return;
  }
  const steps: Step[] = chunk.flatMap((candidate) => stepsFor(candidate, left, batch));
  if (places) {
    const learn = (found: Item | undefined) => {
      batch.places = found && readPlaces(found);
    };
    steps.push({ ...takePlaces(organizationId, holders, places, origin.at), learn });
  }
  const refused = await attempt(steps);
  for (const { write, found } of refused) write.learn(found);
  if (refused.length > 0) {
    batch.queue = [...left.values(), ...batch.queue];
    return;
  }
  if (places) batch.places = placesAfter(places, holders, origin.at);
  for (const invitation of holders)
    results.set(invitation.email, { email: invitation.email, outcome: 'invited', invitation });
};

const stepsFor = (
  candidate: Candidate,
  left: Map<string, Candidate>,
  { origin, results, bulk = false }: Batch,
): Step[] => {
  const { invitation, over } = candidate;
  const { email, organizationId } = invitation;
  const put = putInvitation(bulk ? { ...invitation, bulk } : invitation, origin);
  // An earlier run of the same request was not dead, only slow.
  const learnStored = (found: Item | undefined) => {
    results.set(email, { email, outcome: 'invited', invitation: readInvitation(found) });
    left.delete(email);
  };
  const learnClaim = (found: Item | undefined) => {
    const claim = found && readAddress(found);
    const rejection = judgeClaim(email, claim, origin.at);
    if (!left.has(email)) return;
    if (rejection === undefined) left.set(email, { invitation, over: lapsedIn(claim) });
    else {
      results.set(email, rejection);
      left.delete(email);
    }
  };
  const steps: Step[] = [
    { ...put, learn: learnStored },
    { ...claimAddress(invitation, over?.invitationId), learn: learnClaim },
  ];
  if (over === undefined || over.settled) return steps;
  const lapsed = { at: over.expiresAt, by: system, requestId: origin.requestId };
  const learnSettled = () => {
    if (left.get(email) === candidate) left.set(email, { invitation, over: { ...over, settled: true } });
  };
  return [...steps, { ...expirePending(organizationId, over.invitationId, lapsed), learn: learnSettled }];
};
