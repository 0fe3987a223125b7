import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { recordChange } from '#core/audit/record.ts';
import { place, placeText } from '#core/reconcile/place.ts';
import { type Reconciled, reconcile, reconciliation } from '#core/reconcile/reconcile.ts';
import type { Readers } from '#core/reconcile/repair-item.ts';
import { client, tableName } from '#core/table/client.ts';
import { auditEvents, invitationKey } from '#core/table/keys.ts';
import { queryAll } from '#core/table/read.ts';
import { createTeam } from '#core/teams/create.ts';
import { organizationWithMany } from '#test/support/many-invitations.ts';
import { by, later, operator, present, second, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const recording: Readers = {
  recordChange: async (item) => void (await recordChange(item, undefined, present())),
  removeClaim: () => Promise.reject(new Error('nothing has expired')),
  sendEmail: async () => undefined,
};

type Asked = { readonly organizationId?: string; readonly after?: string | null };

/** One call, which has time for so many steps: items, and ends of organizations. */
const call = ({ organizationId, after }: Asked, steps: number, readers: Readers = recording): Promise<Reconciled> => {
  let left = steps;
  const asked = reconciliation.parse({ organizationId, after: after ?? undefined, olderThanSeconds: 0 });
  return reconcile(asked, operator(later(present(), second)), readers, () => --left > 0);
};

/** All calls until one comes to the end. */
const callToTheEnd = async (asked: Asked, steps: number, readers?: Readers): Promise<Reconciled[]> => {
  const answers: Reconciled[] = [];
  for (let after = asked.after; ; after = answers.at(-1)?.next) {
    answers.push(await call({ ...asked, after: after ?? null }, steps, readers));
    if (answers.at(-1)?.next === null) return answers;
  }
};

const total = (answers: readonly Reconciled[], name: Exclude<keyof Reconciled, 'next'>): number =>
  answers.reduce((sum, answer) => sum + answer[name], 0);

/** An organization with items of every list, none of which is in the audit log, and an email that is queued. */
const unheard = async () => {
  const acme = await startOrganization();
  await createTeam(acme, { name: 'Sales' }, by(acme.admin));
  await acme.join('ann@x.test');
  await acme.join('bob@x.test');
  await acme.invite('cleo@x.test');
  return acme.organizationId;
};

test.each([1, 2, 3, 5, 8, 1_000])(
  'reconcile repairs all of an organization in calls of %d steps each',
  async (steps) => {
    const organizationId = await unheard();

    const answers = await callToTheEnd({ organizationId }, steps);

    expect([total(answers, 'emails'), total(answers, 'organizations')]).toEqual([1, 1]);
    expect(await queryAll({ partition: auditEvents(organizationId) })).toHaveLength(12);
    const [again] = await callToTheEnd({ organizationId }, 1_000);
    expect(again).toMatchObject({ auditEvents: 0, failed: 0, next: null });
  },
);

test('reconcile returns a position inside an organization, and continues after that item', async () => {
  const organizationId = await unheard();
  const seen: string[] = [];
  const readers = { ...recording, sendEmail: async ({ SK }: { SK?: unknown }) => void seen.push(String(SK)) };

  const { next, organizations } = await call({ organizationId }, 1);
  expect(organizations).toBe(0);
  expect(next).toMatch(new RegExp(`^${organizationId}\\.[\\w-]+$`));
  await callToTheEnd({ organizationId, after: next }, 3, readers);

  expect(seen).toEqual([expect.stringMatching(/^INVITATION#/)]);
});

test('reconcile continues after or inside an organization with all that follow', async () => {
  const ids = [await unheard(), await unheard(), await unheard()];
  const [first = '', middle = '', last = ''] = ids;
  const { next } = await call({ organizationId: middle }, 2);

  expect(await call({ after: first }, 1_000)).toMatchObject({ organizations: 2, next: null });
  expect(await call({ after: next }, 1_000)).toMatchObject({ organizations: 2, next: null });
  expect(await call({ after: middle }, 1_000)).toMatchObject({ organizations: 1, next: null });
  expect(await call({ after: last }, 1_000)).toMatchObject({ organizations: 0, next: null });
});

test('reconcile sees one item at least in a call without time, so that calls come to an end', async () => {
  const organizationId = await unheard();
  const first = await call({ organizationId }, 0);
  const second = await call({ organizationId, after: first.next }, 0);

  expect(first.next).not.toBeNull();
  expect(second.next).not.toBe(first.next);
});

test('reconcile works on eight items at once, of several organizations', async () => {
  const small = async () => (await startOrganization()).organizationId;
  const [first = ''] = [await small(), await small(), await small(), await small(), await small()];
  const waiting = new Map<() => void, string>();
  let isOpen = false;
  let [running, most] = [0, 0];
  const recordChange: Readers['recordChange'] = async (item) => {
    if (!isOpen) await new Promise<void>((go) => waiting.set(go, String(item.organizationId ?? item.id)));
    running += 1;
    most = Math.max(most, running);
    await recording.recordChange(item);
    running -= 1;
  };
  const calls = callToTheEnd({ after: first }, 1_000, { ...recording, recordChange });
  await expect.poll(() => waiting.size).toBe(8);
  const organizations = new Set(waiting.values());
  isOpen = true;
  for (const go of waiting.keys()) go();
  await calls;

  expect(organizations.size).toBeGreaterThan(1);
  expect(most).toBe(8);
});

test('reconcile throws what a read throws, once what it has begun has ended', async () => {
  const organizationId = await unheard();
  const key = invitationKey({ organizationId, invitationId: 'unreadable' });
  await client.send(new PutCommand({ TableName: tableName(), Item: { ...key, change: 'invitation.sent' } }));
  let running = 0;
  const recordChange: Readers['recordChange'] = async (item) => {
    running += 1;
    await recording.recordChange(item);
    running -= 1;
  };
  await expect(call({ organizationId }, 1_000, { ...recording, recordChange })).rejects.toThrow();
  expect(running).toBe(0);
});

test.each(['', 'a b', `${'x'.repeat(65)}`, 'o1.', 'o1.bm9uc2Vuc2U', 'o1.WzFd', 'o1.eyJQSyI6MX0', 'o1.e30.e30'])(
  'reconcile refuses to go on after %j, which is no place',
  (text) => {
    const { error } = reconciliation.safeParse({ after: text });
    expect(error?.issues).toMatchObject([{ path: ['after'], message: 'must be the "next" of an answer' }]);
  },
);

test.each([{ organizationId: 'o1' }, { organizationId: 'o1', key: { PK: 'ORG#o1', SK: 'ADDRESS#ä"\n@x.test' } }])(
  'the text of the place %j is read as that place',
  (seen) => {
    expect(place.parse(placeText(seen))).toEqual(seen);
  },
);

// `npm run reconcile-rate -- --invitations 60000` does the same with many more.
test('reconcile finds the missing event of every fiftieth of 500 invitations in several calls', async () => {
  const { organizationId } = await organizationWithMany({ count: 500, unrecordedEach: 50 });

  const answers = await callToTheEnd({ organizationId }, 300);

  // Two items of each invitation, and those of the organization and of its first admin, four of whose events are missing.
  expect(answers.length).toBe(4);
  expect([total(answers, 'emails'), total(answers, 'failed')]).toEqual([0, 0]);
  expect(total(answers, 'auditEvents')).toBeGreaterThanOrEqual(9 + 4);
  expect(await queryAll({ partition: auditEvents(organizationId) })).toHaveLength(500 + 4);
});
