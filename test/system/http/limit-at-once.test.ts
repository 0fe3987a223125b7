import { expect, test } from 'vitest';
import { fresh, organization } from '#test/support/api.ts';

type Result = { readonly email: string; readonly outcome: string; readonly code?: string; readonly limit?: number };

test('sixty concurrent requests fill the last five slots exactly and return each rejection', {
  tags: ['fault/f23'],
}, async () => {
  const acme = await organization({ plan: 'standard' });
  const send = (emails: readonly string[]) =>
    acme.admin.post(`${acme.path}/invitations`, { emails, role: 'user', dryRun: false });
  await send(Array.from({ length: 45 }, () => fresh('before')));
  const asked = Array.from({ length: 60 }, (_, n) => Array.from({ length: n % 2 ? 1 : 3 }, () => fresh(`p${n}`)));

  const answers = await Promise.all(asked.map(send));

  const results: Result[][] = answers.map(({ body }) => body.results);
  expect(results.map((of) => of.map(({ email }) => email))).toEqual(asked);
  const refused = results.flat().filter(({ outcome }) => outcome === 'rejected');
  expect(results.flat().length - refused.length).toBe(5);
  for (const one of refused) expect(one).toMatchObject({ code: 'pending_limit_reached', limit: 50 });
  const statuses = results.map((of) => new Set(of.map(({ outcome }) => outcome)));
  expect(answers.map(({ status }) => status)).toEqual(
    statuses.map((outcomes) => (outcomes.size > 1 ? 207 : outcomes.has('invited') ? 201 : 422)),
  );
  expect((await acme.admin.get(acme.path)).body.usage.pendingInvitations).toBe(50);
  const pending = (await acme.admin.get(`${acme.path}/invitations?status=pending&limit=100`)).body.items;
  expect(pending).toHaveLength(50);
});
