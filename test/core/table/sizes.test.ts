import { randomUUID } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { changeLimits } from '#core/organizations/change-limits.ts';
import { setAllowedDomains } from '#core/organizations/set-allowed-domains.ts';
import { createTeam } from '#core/teams/create.ts';
import { by, operator, person, startOrganization, tally } from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

/** DynamoDB takes items of 400 kB. An audit event may hold what an item was and what it became. */
const largestItem = 400 * 1024;

const bytesOf = (item: Record<string, unknown>): number => JSON.stringify(marshall(item)).length;

const label = 'x'.repeat(61);
const longest = (n: number): string => `${String(n).padStart(64, '0')}@${label}.${label}.${label}.de`.slice(0, 254);

test('the largest that a caller may ask for fits into the table, twice over', { tags: ['fault/f28'] }, async () => {
  const acme = await startOrganization({
    plan: 'standard',
    admin: person(longest(0), { userId: randomUUID(), name: '💥'.repeat(200) }),
  });
  const { organizationId, admin } = acme;
  const atOnce = async () => undefined;
  await changeLimits({ organizationId, pendingInvitations: 1_000 }, operator(), atOnce);
  const teamIds: string[] = [];
  for (let n = 0; n < 20; n++)
    teamIds.push((await createTeam({ organizationId }, { name: `${'💥'.repeat(58)}${n}` }, by(admin))).id);
  const people = Array.from({ length: 1_000 }, (_, n) => longest(n + 1));
  const send = () => acme.send(people, { teamIds, idempotencyKey: '~'.repeat(128) });

  const results = await send();

  expect(tally(results)).toEqual({ invited: 1_000 });
  expect(await send()).toEqual(results);
  const domains = Array.from({ length: 100 }, (_, n) => `${`${label}.`.repeat(4)}${n}de`.slice(-253));
  await setAllowedDomains({ organizationId }, { domains }, by(admin));
  const sizes = (await allItems()).map(bytesOf);
  expect(Math.max(...sizes)).toBeGreaterThan(50_000);
  expect(2 * Math.max(...sizes)).toBeLessThan(largestItem);
});
