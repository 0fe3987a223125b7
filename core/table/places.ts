import * as z from 'zod/mini';
import type { Instant } from '#core/contract/fields.ts';
import { ConflictError } from '#core/problem.ts';
import { placesKey } from './keys.ts';
import { absent, present, put, remove, unexpected, update, type Write } from './write.ts';

const storedPlaces = z.object({ limit: z.int().check(z.nonnegative()), places: z.record(z.string(), z.string()) });

/** The quota item: invitation id → `expiresAt` of pending invitations, if the plan limits them. Some may have expired. */
export type StoredPlaces = z.infer<typeof storedPlaces>;

export const readPlaces = (item: unknown): StoredPlaces => storedPlaces.parse(item);

type Holder = { readonly id: string; readonly expiresAt: Instant };

/** Returns the number of used slots. Expired entries do not count. */
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

/** Returns the expired entries to remove so that `wanted` more fit, oldest first. */
const lapsedToRemove = ({ limit, places }: StoredPlaces, wanted: number, now: Instant): string[] =>
  Object.entries(places)
    .filter(([, expiresAt]) => expiresAt <= now)
    .sort(([, one], [, other]) => (one < other ? -1 : 1))
    .slice(0, Math.max(0, wanted - (limit - Object.keys(places).length)))
    .map(([id]) => id);

// An expression has at most 4 kB: this many removals fit besides the slots of one transaction.
const mostRemovedAtOnce = 40;

/**
 * Purges expired entries in chunks when one write can't hold them all. Returns the write and the item after it.
 * Returns undefined if none is needed.
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
 * Takes a slot for each of `holders`, exactly within the limit under any race. `known` is the item as last read,
 * with `freePlaces(known) >= holders.length`. A failed condition returns the current item: absent if the plan has no limit.
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

/** Returns the item after a successful `takePlaces`. */
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

const limitChanged = () => new ConflictError();

export const changePlacesLimit = (organizationId: string, seen: number, limit: number): Write => ({
  item: update(placesKey(organizationId), { set: { limit } }, limitAsRead(seen)),
  refusal: limitChanged,
});

/** Deletes the quota item of a plan without a limit. */
export const removePlaces = (organizationId: string, seen: number): Write => ({
  item: remove(placesKey(organizationId), limitAsRead(seen)),
  refusal: limitChanged,
});

/** Adds the slot of an existing pending invitation, even above the limit. */
export const addPlace = (organizationId: string, holder: Holder): Write => ({
  item: update(placesKey(organizationId), { setIn: { map: 'places', entries: entriesOf([holder]) } }, present),
  refusal: limitChanged,
});

/** Frees the slot of an invitation that is no longer pending. Condition: the plan still has a limit. */
export const freePlace = (organizationId: string, invitationId: string): Write => ({
  item: update(placesKey(organizationId), { removeIn: { map: 'places', names: [invitationId] } }, present),
  refusal: limitChanged,
});
