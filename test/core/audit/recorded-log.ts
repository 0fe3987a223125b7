import { isDeepStrictEqual } from 'node:util';
import { listAuditEvents } from '#core/audit/list.ts';
import { recordChange } from '#core/audit/record.ts';
import type { AuditEvent } from '#core/contract/audit-event.ts';
import { by, present, seal, type TestOrganization } from '#test/support/organization.ts';
import { allItems } from '#test/support/table.ts';

export type Item = Record<string, unknown>;

export const itemsOf = async ({ organizationId }: TestOrganization): Promise<Item[]> =>
  (await allItems()).filter(({ PK, SK }) => PK === `ORG#${organizationId}` || SK === `ORG#${organizationId}`);

const keyOf = ({ PK, SK }: Item) => `${PK} ${SK}`;

/** Runs `act` and returns the stream records of its changes: each item after and before it. */
export const changesOf = async (
  acme: TestOrganization,
  act: () => Promise<unknown>,
): Promise<[Item, Item | undefined][]> => {
  const before = new Map((await itemsOf(acme)).map((item) => [keyOf(item), item]));
  await act();
  return (await itemsOf(acme))
    .filter((item) => item.change !== undefined && item.change !== 'none')
    .filter((item) => !isDeepStrictEqual(before.get(keyOf(item)), item))
    .map((item) => [item, before.get(keyOf(item))]);
};

export const record = async (acme: TestOrganization, act: () => Promise<unknown>) => {
  for (const [item, before] of await changesOf(acme, act)) await recordChange(item, before, present());
};

export const log = async (
  acme: TestOrganization,
  filters: Parameters<typeof listAuditEvents>[1] = {},
): Promise<AuditEvent[]> => (await listAuditEvents(acme, { limit: 100, ...filters }, by(acme.admin), seal)).items;
