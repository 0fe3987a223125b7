import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { attempt } from '#core/table/commit.ts';
import { placesKey } from '#core/table/keys.ts';
import {
  addPlace,
  changePlacesLimit,
  clearLapsed,
  freePlace,
  freePlaces,
  placesAfter,
  putPlaces,
  readPlaces,
  removePlaces,
  type StoredPlaces,
  takenPlaces,
  takePlaces,
} from '#core/table/places.ts';
import { getItem } from '#core/table/read.ts';
import type { Write } from '#core/table/write.ts';
import { later, present } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const now = present();
const holders = (name: string, count: number, from: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `${name}${n}`, expiresAt: later(now, from + n) }));
const entries = (of: ReturnType<typeof holders>) => Object.fromEntries(of.map(({ id, expiresAt }) => [id, expiresAt]));

/** Places as they are stored after these writes. */
const stored = async (...writes: ((id: string) => Write)[]): Promise<StoredPlaces | undefined> => {
  const id = randomUUID();
  for (const write of writes) expect(await attempt([write(id)])).toEqual([]);
  const item = await getItem(placesKey(id));
  return item && readPlaces(item);
};

test('a place is taken until the millisecond in which its invitation expires', () => {
  const places = { limit: 3, places: entries(holders('i', 3, -1)) };
  expect(takenPlaces(places, now)).toBe(1);
  expect(freePlaces(places, now)).toBe(2);
  expect(freePlaces({ ...places, limit: 0 }, now)).toBe(0);
});

test('an organization starts with the places that its first invitations hold, or with none', async () => {
  const first = holders('i', 2, 1);
  expect(await stored((id) => putPlaces(id, 5, first))).toEqual({ limit: 5, places: entries(first) });
  expect(await stored((id) => putPlaces(id, 5, []))).toEqual({ limit: 5, places: {} });
});

test('takePlaces removes as many expired slots as it needs, oldest first', async () => {
  const lapsed = holders('lapsed', 3, -1_000).reverse();
  const alive = holders('alive', 1, 1_000);
  const known = { limit: 5, places: entries([...lapsed, ...alive]) };
  const wanted = holders('wanted', 3, 2_000);
  const after = { limit: 5, places: entries([{ id: 'lapsed2', expiresAt: later(now, -998) }, ...alive, ...wanted]) };
  const taken = await stored(
    (id) => putPlaces(id, 5, [...lapsed, ...alive]),
    (id) => takePlaces(id, wanted, known, now),
  );
  expect(taken).toEqual(after);
  expect(placesAfter(known, wanted, now)).toEqual(after);
  expect(placesAfter(known, wanted.slice(0, 1), now)).toEqual({
    limit: 5,
    places: { ...known.places, ...entries(wanted.slice(0, 1)) },
  });
});

test("clearLapsed removes the forty oldest expired slots when one write can't remove all", async () => {
  const lapsed = holders('lapsed', 60, -1_000);
  const alive = holders('alive', 5, 1_000);
  const known = { limit: 65, places: entries([...lapsed, ...alive]) };
  expect(clearLapsed('any', known, 40, now)).toBeUndefined();
  const clearing = clearLapsed('any', known, 41, now);
  const after = { limit: 65, places: entries([...lapsed.slice(40), ...alive]) };
  expect(clearing?.after).toEqual(after);
  const cleared = await stored(
    (id) => putPlaces(id, 65, [...lapsed, ...alive]),
    (id) => clearLapsed(id, known, 41, now)?.write ?? expect.fail('nothing to clear'),
  );
  expect(cleared).toEqual(after);
});

test('slots can be added beyond the limit, freed, limited again and removed', async () => {
  const [one, other] = holders('i', 2, 1);
  if (!one || !other) throw new Error('two are needed');
  const put = (id: string) => putPlaces(id, 1, [one]);
  const both = { limit: 1, places: entries([one, other]) };
  expect(await stored(put, (id) => addPlace(id, other))).toEqual(both);
  expect(await stored(put, (id) => freePlace(id, one.id))).toEqual({ limit: 1, places: {} });
  expect(await stored(put, (id) => freePlace(id, 'not there'))).toEqual({ limit: 1, places: entries([one]) });
  expect(await stored(put, (id) => changePlacesLimit(id, 1, 7))).toEqual({ limit: 7, places: entries([one]) });
  expect(await stored(put, (id) => removePlaces(id, 1))).toBeUndefined();
});
