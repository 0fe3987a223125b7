import { expect } from 'vitest';
import { attempt } from '#core/table/commit.ts';
import type { Key } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import type { Write } from '#core/table/write.ts';
import { later, operator } from '#test/support/organization.ts';
import { now, type origin } from './fixtures.ts';

/** The item under a key when these writes are done, one after the other. */
export const after = async ({ PK, SK }: Key, ...writes: readonly Write[]) => {
  for (const write of writes) expect(await attempt([write])).toEqual([]);
  return getItem({ PK, SK });
};

/** Of a later change. */
export const next = operator(later(now, 1_000));

/** The attributes that a change sets on its item for the audit log. */
export const stampOf = ({ at, by, requestId }: typeof origin, change: string) => ({
  change,
  changedAt: at,
  changedBy: by,
  requestId,
});
