import * as z from 'zod/mini';
import type { Instant } from '#core/contract/fields.ts';
import { ChangedMeanwhile } from '#core/problem.ts';
import { placesKey } from './keys.ts';
import { absent, present, put, remove, unexpected, update, type Write } from './write.ts';

const storedPlaces = z.object({ limit: z.int().check(z.nonnegative()), places: z.record(z.string(), z.string()) });

/** Pending invitations of an organization whose plan limits them: invitation id → `expiresAt`. Some may have lapsed. */
export type StoredPlaces = z.infer<typeof storedPlaces>;

export const readPlaces = (item: unknown): StoredPlaces => storedPlaces.parse(item);

type Holder = { readonly id: string; readonly expiresAt: Instant };

/** How many places are taken at `now`: a lapsed one is free at once. */
export const takenPlaces = ({ places }: StoredPlaces, now: Instant): number =>
  Object.values(places).filter((expiresAt) => expiresAt > now).length;

export const freePlaces = (places: StoredPlaces, now: Instant): number =>
  Math.max(0, places.limit - takenPlaces(places, now));

const entriesOf = (holders: readonly Holder[]) =>
  Object.fromEntries(holders.map(({ id, expiresAt }) => [id, expiresAt]));

export const putPlaces = (organizationId: string, limit: number, holders: readonly Holder[]): Write => ({
  item: put({ ...placesKey(organizationId), limit, places: entriesOf(holders) }, absent),
  refusal: unexpected('places of a new organization exist'),
});

/** The lapsed entries that have to go for `wanted` more to fit, oldest first. */
const lapsedToRemove = ({ limit, places }: StoredPlaces, wanted: number, now: Instant): string[] =>
  Object.entries(places)
    .filter(([, expiresAt]) => expiresAt <= now)
    .sort(([, one], [, other]) => (one < other ? -1 : 1))
    .slice(0, Math.max(0, wanted - (limit - Object.keys(places).length)))
    .map(([id]) => id);

// An expression has 4 kB at most: room for this many removals beside a transaction's worth of new places.
const mostRemovedAtOnce = 40;

/**
 * Where more entries have lapsed than a write that takes places can remove beside, removes the first of them: the write, and the item after it.
 * Undefined where there is no need.
 */
export const clearLapsed = (
  organizationId: string,
  known: StoredPlaces,
  wanted: number,
  now: Instant,
): { readonly write: Write; readonly after: StoredPlaces } | undefined => {
  const lapsed = lapsedToRemove(known, wanted, now);
  if (lapsed.length <= mostRemovedAtOnce) return undefined;
  const names = lapsed.slice(0, mostRemovedAtOnce);
  const removed = new Set(names);
  return {
    write: {
      item: update(placesKey(organizationId), { removeIn: { map: 'places', names } }, present),
      refusal: unexpected('no places'),
    },
    after: { ...known, places: Object.fromEntries(Object.entries(known.places).filter(([id]) => !removed.has(id))) },
  };
};

/**
 * Takes a place for each of `holders`, exactly within the limit whatever else happens meanwhile. `known` is the item as last seen,
 * with `freePlaces(known) >= holders.length`. A refusal finds the item as it is now: absent when the plan has no limit any more.
 */
export const takePlaces = (
  organizationId: string,
  holders: readonly Holder[],
  known: StoredPlaces,
  now: Instant,
): Write => {
  const lapsed = lapsedToRemove(known, holders.length, now);
  const conditions = [
    '#limit = :limit',
    'size(#places) <= :room',
    ...lapsed.map((_, n) => `attribute_exists(#places.#r${n})`),
  ];
  return {
    item: update(
      placesKey(organizationId),
      { setIn: { map: 'places', entries: entriesOf(holders) }, removeIn: { map: 'places', names: lapsed } },
      {
        text: conditions.join(' AND '),
        names: { '#limit': 'limit', '#places': 'places', ...Object.fromEntries(lapsed.map((id, n) => [`#r${n}`, id])) },
        values: { ':limit': known.limit, ':room': known.limit - holders.length + lapsed.length },
      },
    ),
    refusal: unexpected('places'),
  };
};

/** The item after `takePlaces` has succeeded. */
export const placesAfter = (known: StoredPlaces, holders: readonly Holder[], now: Instant): StoredPlaces => {
  const lapsed = new Set(lapsedToRemove(known, holders.length, now));
  const kept = Object.entries(known.places).filter(([id]) => !lapsed.has(id));
  return { ...known, places: { ...Object.fromEntries(kept), ...entriesOf(holders) } };
};

const limitAsRead = (seen: number) => ({
  text: '#limit = :seen',
  names: { '#limit': 'limit' },
  values: { ':seen': seen },
});

const limitChanged = () => new ChangedMeanwhile();

export const changePlacesLimit = (organizationId: string, seen: number, limit: number): Write => ({
  item: update(placesKey(organizationId), { set: { limit } }, limitAsRead(seen)),
  refusal: limitChanged,
});

/** The plan has no limit any more: nothing is counted. */
export const removePlaces = (organizationId: string, seen: number): Write => ({
  item: remove(placesKey(organizationId), limitAsRead(seen)),
  refusal: limitChanged,
});

/** Gives a pending invitation from the time without a limit its place, beyond the limit too. */
export const addPlace = (organizationId: string, holder: Holder): Write => ({
  item: update(placesKey(organizationId), { setIn: { map: 'places', entries: entriesOf([holder]) } }, present),
  refusal: limitChanged,
});

/** Frees the place of an invitation that is no longer pending. Refused only where the plan has lost its limit meanwhile. */
export const freePlace = (organizationId: string, invitationId: string): Write => ({
  item: update(placesKey(organizationId), { removeIn: { map: 'places', names: [invitationId] } }, present),
  refusal: limitChanged,
});
