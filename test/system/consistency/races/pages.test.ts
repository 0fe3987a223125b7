import { expect, test } from 'vitest';
import { listAuditEvents } from '#core/audit/list.ts';
import { recordChange } from '#core/audit/record.ts';
import { listInvitations } from '#core/invitations/list.ts';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { listMembers } from '#core/members/list.ts';
import { removeMember } from '#core/members/remove.ts';
import { createTeam } from '#core/teams/create.ts';
import { deleteTeam } from '#core/teams/delete.ts';
import { listTeams } from '#core/teams/list.ts';
import { by, later, person, present, seal, second, startOrganization } from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Reads all pages, with a write between each two. */
const pagesWhile = async <T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  write: (round: number) => Promise<unknown>,
) => {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let round = 0; ; round++) {
    const [page] = await Promise.all([read(cursor), write(round)]);
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = page.nextCursor;
  }
};

const each = <T>(items: readonly T[], wanted: readonly T[]) =>
  wanted.map((item) => items.filter((other) => other === item).length);

test('listing invitations returns unchanged ones exactly once during changes', async () => {
  const acme = await startOrganization();
  const sent = await acme.send(numbers(60).map((n) => `p${n}@x.test`));
  const invitations = sent.flatMap((result) => (result.outcome === 'invited' ? [result.invitation] : []));
  const [staying, going] = [invitations.filter((_, n) => n % 3), invitations.filter((_, n) => n % 3 === 0)];
  for (const filters of [{}, { status: 'pending' as const }]) {
    const items = await pagesWhile(
      (cursor) => listInvitations(acme, { ...filters, limit: 5, cursor }, by(acme.admin), seal),
      async (round) => {
        await acme.send([`new-${round}-${Object.keys(filters).length}@x.test`]);
        const revoked = going.pop();
        if (revoked)
          await revokeInvitation({ organizationId: acme.organizationId, invitationId: revoked.id }, by(acme.admin));
      },
    );
    const ids = items.map(({ id }) => id);
    expect(
      new Set(
        each(
          ids,
          staying.map(({ id }) => id),
        ),
      ),
    ).toEqual(new Set([1]));
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('listing finished or filtered invitations ends during changes', async () => {
  const acme = await startOrganization();
  const id = (invitation: { readonly id: string }) => ({
    organizationId: acme.organizationId,
    invitationId: invitation.id,
  });
  const past = later(present(), -60 * second);
  await acme.send(
    numbers(9).map((n) => `expired${n}@x.test`),
    { at: past, lifetimeSeconds: 10 },
  );
  for (const n of numbers(9)) {
    await acme.accept(await acme.invite(`accepted${n}@x.test`), person(`accepted${n}@x.test`));
    await revokeInvitation(id(await acme.invite(`revoked${n}@x.test`)), by(acme.admin));
    await revokeInvitation(id(await acme.invite('again@x.test')), by(acme.admin));
  }
  const lists = [
    { status: 'expired' as const },
    { status: 'accepted' as const },
    { status: 'revoked' as const },
    { email: 'again@x.test' },
    { invitedBy: acme.admin.userId },
  ];
  for (const [which, filters] of lists.entries()) {
    const read = (cursor: string | undefined) =>
      listInvitations(acme, { ...filters, limit: 4, cursor }, by(acme.admin), seal);
    const before = (await pagesWhile(read, async () => undefined)).map((invitation) => invitation.id);
    expect(before.length).toBeGreaterThanOrEqual(9);
    const during = await pagesWhile(read, async (round) => {
      if (round > 2) return;
      const email = `w${which}-${round}@x.test`;
      await acme.send([`e${email}`], { at: past, lifetimeSeconds: 10 });
      await acme.accept(await acme.invite(email), person(email));
      await revokeInvitation(id(await acme.invite(`r${email}`)), by(acme.admin));
      await revokeInvitation(id(await acme.invite('again@x.test')), by(acme.admin));
    });
    const ids = during.map((invitation) => invitation.id);
    expect(new Set(each(ids, before)), JSON.stringify(filters)).toEqual(new Set([1]));
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('listing members and teams ends during changes', async () => {
  const acme = await startOrganization();
  for (const n of numbers(12)) await acme.join(`m${n}@x.test`);
  const stay = numbers(12).filter((n) => n % 2);
  const members = await pagesWhile(
    (cursor) => listMembers(acme, { limit: 2, cursor }, by(acme.admin), seal),
    async (round) => {
      await acme.join(`m${round}-new@x.test`);
      const userId = `user-m${round * 2}@x.test`;
      await removeMember({ organizationId: acme.organizationId, userId }, by(acme.admin)).catch(() => undefined);
    },
  );
  const emails = members.map(({ email }) => email);
  expect(
    new Set(
      each(
        emails,
        stay.map((n) => `m${n}@x.test`),
      ),
    ),
  ).toEqual(new Set([1]));
  expect(new Set(emails).size).toBe(emails.length);

  const teams = await Promise.all(numbers(12).map((n) => createTeam(acme, { name: `t${n}` }, by(acme.admin))));
  const listed = await pagesWhile(
    (cursor) => listTeams(acme, { limit: 2, cursor }, by(acme.admin), seal),
    async (round) => {
      await createTeam(acme, { name: `t${round}-new` }, by(acme.admin));
      const gone = teams[round * 2];
      if (gone) await deleteTeam({ organizationId: acme.organizationId, teamId: gone.id }, by(acme.admin));
    },
  );
  const names = listed.map(({ name }) => name);
  expect(
    new Set(
      each(
        names,
        stay.map((n) => `t${n}`),
      ),
    ),
  ).toEqual(new Set([1]));
  expect(new Set(names).size).toBe(names.length);
});

test('listing audit events ends while events are added', async () => {
  const acme = await startOrganization();
  const record = async () => {
    const changed = (await allItems()).filter(
      ({ PK, change }) => PK === `ORG#${acme.organizationId}` && change === 'invitation.sent',
    );
    for (const item of changed) await recordChange(item, undefined, present());
  };
  await acme.send(numbers(30).map((n) => `p${n}@x.test`));
  await record();
  const items = await pagesWhile(
    (cursor) => listAuditEvents(acme, { category: 'invitation', limit: 4, cursor }, by(acme.admin), seal),
    async (round) => {
      await acme.send([`new-${round}@x.test`]);
      await record();
    },
  );
  const emails = items.map(({ subject }) => ('email' in subject ? subject.email : ''));
  expect(
    new Set(
      each(
        emails,
        numbers(30).map((n) => `p${n}@x.test`),
      ),
    ),
  ).toEqual(new Set([1]));
  expect(new Set(emails).size).toBe(emails.length);
});
