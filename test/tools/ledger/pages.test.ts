import { beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { recordChange } from '#core/audit/record.ts';
import { invitations } from '#core/table/keys.ts';
import { queryAll } from '#core/table/read.ts';
import { present } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';
import { type Asked, call } from '#tools/ledger/call.ts';
import { organizationWith } from '#tools/ledger/invitation-entries.ts';
import { type Cost, costOf, readsOf } from '#tools/ledger/meter.ts';
import { address } from '#tools/ledger/people.ts';
import { useServices } from '#tools/ledger/services.ts';

useTable();
useServices();

const few = 100;
/** `INVITATIONS=100000` measures more than a test should wait for. */
const many = Number(process.env.INVITATIONS ?? 3_000);
/** More items than a filtered page reads. */
const moreThanFiltered = 2_100;
const patience = 120_000 + many * 20;

beforeAll(() => {
  vi.spyOn(console, 'info').mockReturnValue();
});

const eventsAtOnce = 16;

/** Creates an organization with `count` pending invitations and audit events, one of them for Ann. */
const grown = async (count: number) => {
  const email = address('ann');
  const acme = await organizationWith(count, email);
  const items = await queryAll(invitations(acme.organizationId));
  const left = [...items];
  const record = async () => {
    for (let item = left.pop(); item; item = left.pop()) await recordChange(item, undefined, present());
  };
  await Promise.all(Array.from({ length: eventsAtOnce }, record));
  const invitationId = String(items.find((item) => item.email === email)?.id);
  return { acme, email, invitationId };
};

type Grown = Awaited<ReturnType<typeof grown>>;

const next = z.object({ nextCursor: z.string() });

/** Returns the cost of the admin's requests by operation and query. */
const costsIn = async ({ acme, email, invitationId }: Grown): Promise<Record<string, Cost>> => {
  const costs: Record<string, Cost> = {};
  const ask = (name: Parameters<typeof call>[0], { params, ...asked }: Asked = {}) =>
    call(name, { caller: acme.admin, params: { ...acme.params, ...params }, ...asked });
  const measure = async (name: Parameters<typeof call>[0], asked: Asked = {}) => {
    costs[`${name} ${JSON.stringify(asked.query ?? {})}`] = await costOf(() => ask(name, asked));
  };
  for (const name of ['listInvitations', 'listAuditEvents'] as const) {
    const first = await ask(name);
    const { nextCursor: cursor } = next.parse(JSON.parse(first.body ?? ''));
    costs[`${name}, second page`] = await costOf(() => ask(name, { query: { cursor } }));
    await measure(name);
    await measure(name, { query: { limit: '99' } });
  }
  for (const query of [{ status: 'pending' }, { status: 'accepted' }, { status: 'expired' }])
    await measure('listInvitations', { query });
  // Addresses and ids differ between organizations, so the name omits them.
  costs['of one address'] = await costOf(() => ask('listInvitations', { query: { email } }));
  costs['events of an address'] = await costOf(() => ask('listAuditEvents', { query: { email } }));
  costs['events of an invitation'] = await costOf(() => ask('listAuditEvents', { query: { invitationId } }));
  await measure('listAuditEvents', { query: { category: 'invitation' } });
  await measure('getOrganization');
  await measure('getInvitation', { params: { invitationId } });
  await measure('resendInvitation', { params: { invitationId } });
  await measure('revokeInvitation', { params: { invitationId } });
  await measure('sendInvitations', { body: { emails: [address('bob')], role: 'user' } });
  return costs;
};

test(
  `every page and change costs the same among ${few} and ${many} invitations`,
  async () => {
    const one = await costsIn(await grown(few));
    const other = await costsIn(await grown(many));
    expect(Object.values(one).every(({ readUnits }) => readUnits > 0)).toBe(true);
    expect(other).toEqual(one);
  },
  patience,
);

test(
  'a filter that matches nothing stops after eleven reads',
  async () => {
    const acme = await organizationWith(moreThanFiltered);
    const ask = () =>
      call('listInvitations', { caller: acme.admin, params: acme.params, query: { invitedBy: 'absent' } });
    expect(readsOf(await costOf(ask))).toBe(11);
  },
  patience,
);
