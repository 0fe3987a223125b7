import { beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { firstName, organizationWithMembers } from '#test/support/many-members.ts';
import { useTable } from '#test/support/table.ts';
import { call } from '#tools/ledger/call.ts';
import { type Cost, costOf, readsOf } from '#tools/ledger/meter.ts';
import { useServices } from '#tools/ledger/services.ts';

useTable();
useServices();

/** More than a search sorts in memory. */
const few = 250;
/** `MEMBERS=100000` measures more than a test should wait for. */
const many = Number(process.env.MEMBERS ?? 3_000);
const patience = 120_000 + many * 20;

type Acme = Awaited<ReturnType<typeof organizationWithMembers>>;
type Query = Readonly<Record<string, string>>;

const page = z.object({ items: z.array(z.object({ name: z.string() })), nextCursor: z.nullable(z.string()) });

const list = async ({ admin, params }: Acme, query: Query) =>
  page.parse(JSON.parse((await call('listMembers', { caller: admin, params, query })).body ?? ''));

const orders: readonly Query[] = ['email', 'name', 'joinedAt'].flatMap((sort) =>
  ['asc', 'desc'].map((order) => ({ sort, order })),
);

/** Searches that find one member, no member, and all members. */
const searches = [firstName(42), `person ${firstName(42).toLowerCase()}`, 'absent', 'person'];

const costsIn = async (acme: Acme): Promise<Record<string, Cost>> => {
  const costs: Record<string, Cost> = {};
  const measure = async (name: string, query: Query) => {
    costs[`${name} ${JSON.stringify(query)}`] = await costOf(() => list(acme, query));
  };
  for (const order of orders) {
    await measure('page', order);
    const { nextCursor } = await list(acme, order);
    costs[`second page ${JSON.stringify(order)}`] = await costOf(() =>
      list(acme, { ...order, cursor: nextCursor ?? '' }),
    );
    for (const search of searches) await measure('search', { ...order, search });
  }
  return costs;
};

let large: Acme;

beforeAll(async () => {
  vi.spyOn(console, 'info').mockReturnValue();
  large = await organizationWithMembers(many);
  // The first call reads the secret of cursors.
  await list(large, {});
}, patience);

test(
  `a page of members costs the same among ${few} and ${many}, in every order and for every search`,
  async () => {
    const one = await costsIn(await organizationWithMembers(few));
    expect(await costsIn(large)).toEqual(one);
    const found = await list(large, { search: 'per first00042', sort: 'name' });
    expect(found).toEqual({ items: [{ name: 'First00042 Person' }], nextCursor: null });
  },
  patience,
);

test('a search that many match in part stops after 2,000 members and continues at its cursor', async () => {
  // All members have the longest word.
  const query = { search: 'person zz' };
  let cursor: string | null = null;
  const cost = await costOf(async () => {
    ({ nextCursor: cursor } = await list(large, query));
  });
  expect(readsOf(cost)).toBeLessThan(20);
  expect(cursor).not.toBeNull();
  expect(await list(large, { ...query, cursor: cursor ?? '' })).toEqual({ items: [], nextCursor: null });
});
