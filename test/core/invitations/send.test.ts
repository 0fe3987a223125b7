import { expect, test } from 'vitest';
import type { InvitationResult } from '#core/contract/invitation.ts';
import type { RejectionCode } from '#core/contract/problems.ts';
import { sendInvitations } from '#core/invitations/send.ts';
import { setAllowedDomains } from '#core/organizations/set-allowed-domains.ts';
import { createTeam } from '#core/teams/create.ts';
import { failNextWrites } from '#test/support/in-between.ts';
import {
  addresses,
  by,
  day,
  person,
  startOrganization,
  type TestOrganization,
  tally,
} from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

/** There is time for so many transactions. */
const timeFor = (transactions: number) => {
  let left = transactions;
  return () => left-- > 0;
};

/** How each reason not to invite an address comes about. One that is missing here does not compile. */
const refuse: Record<RejectionCode, (acme: TestOrganization) => Promise<InvitationResult[]>> = {
  invalid_email: (acme) => acme.send(['absent']),
  domain_not_allowed: async (acme) => {
    await setAllowedDomains(acme, { domains: ['acme.test'] }, by(acme.admin));
    return acme.send(['ann@x.test']);
  },
  already_member: (acme) => acme.send([acme.admin.email]),
  already_invited: async (acme) => {
    await acme.invite('ann@x.test');
    return acme.send(['ann@x.test']);
  },
  pending_limit_reached: async (acme) => {
    await acme.send(addresses(50));
    return acme.send(['ann@x.test']);
  },
  // A transaction takes 49.
  try_again: async (acme) => (await acme.send(addresses(50), { hasTime: timeFor(1) })).slice(49),
};

test.each(Object.entries(refuse))('%s has a sentence for the admin', async (code, act) => {
  const results = await act(await startOrganization({ plan: 'standard' }));
  expect(results).toMatchObject([{ outcome: 'rejected', code, detail: expect.stringMatching(/^[^{}]+\.$/) }]);
});

test('send returns 422 nothing_invited with the results when no address can be invited', async () => {
  const acme = await startOrganization();
  const settings = { lifetimeSeconds: 60, idempotencyKey: undefined, hasTime: () => true };
  const send = (body: { emails: string[]; dryRun?: boolean }, hasTime = settings.hasTime) =>
    sendInvitations(acme, { role: 'user', ...body }, by(acme.admin), { ...settings, hasTime });
  const outcomes = [{ email: 'absent', code: 'invalid_email' }, { code: 'already_member' }];
  const emails = ['absent', acme.admin.email];
  await expect(send({ emails })).rejects.toMatchObject({
    status: 422,
    code: 'nothing_invited',
    facts: { results: outcomes },
  });
  expect(await send({ emails, dryRun: true })).toMatchObject({ results: outcomes });
  const { results } = await send({ emails: [...emails, 'ann@x.test'] });
  expect(results).toMatchObject([...outcomes, { outcome: 'invited' }]);
  // Where every address may do better the next time, the whole is worth another try.
  await expect(send({ emails: ['bob@x.test'] }, () => false)).rejects.toMatchObject({
    code: 'try_again',
    facts: { retryAfter: 1 },
  });
  await expect(send({ emails: ['bob@x.test', 'absent'] }, () => false)).rejects.toMatchObject({
    facts: { results: [{ code: 'try_again' }, { code: 'invalid_email' }] },
  });
});

test('every address gets its own outcome, in the order given, and one bad address stops no other', async () => {
  const acme = await startOrganization();
  const pending = await acme.invite('pending@x.test');
  await acme.join('member@x.test');
  const results = await acme.send([
    ' Ann@X.test ',
    'not an address',
    'member@x.test',
    'pending@x.test',
    'ann@x.TEST',
    'bob@bücher.test',
  ]);
  expect(results).toMatchObject([
    {
      email: 'ann@x.test',
      outcome: 'invited',
      invitation: { email: 'ann@x.test', status: 'pending', sentCount: 1, delivery: 'queued' },
    },
    { email: 'not an address', outcome: 'rejected', code: 'invalid_email' },
    { email: 'member@x.test', outcome: 'rejected', code: 'already_member' },
    { email: 'pending@x.test', outcome: 'rejected', code: 'already_invited', invitationId: pending.id },
    { email: 'bob@xn--bcher-kva.test', outcome: 'invited' },
  ]);
});

test('an address is only what it is: plus signs and dots make other people', async () => {
  const acme = await startOrganization();
  expect(tally(await acme.send(['a+b@x.test', 'a.b@x.test', 'ab@x.test']))).toEqual({ invited: 3 });
});

test('a thousand addresses are all invited, and their ids sort in the order given', async () => {
  const acme = await startOrganization();
  const results = await acme.send(addresses(1000));
  expect(tally(results)).toEqual({ invited: 1000 });
  const ids = results.flatMap((result) => (result.outcome === 'invited' ? [result.invitation.id] : []));
  expect(ids).toEqual([...new Set(ids)].sort());
});

test('a dry run gives the same verdicts and leaves everything as it was', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  await acme.send(addresses(48));
  const asked = ['bad', 'p0@x.test', ...addresses(4, 'q')];
  const dry = await acme.send(asked, { dryRun: true });
  expect(tally(dry)).toEqual({ invalid_email: 1, already_invited: 1, would_invite: 2, pending_limit_reached: 2 });
  expect(tally(await acme.send(asked))).toEqual({
    invalid_email: 1,
    already_invited: 1,
    invited: 2,
    pending_limit_reached: 2,
  });
});

test('only addresses of allowed domains, as whole labels, can be invited', { tags: ['promise/input'] }, async () => {
  const acme = await startOrganization();
  await setAllowedDomains(acme, { domains: ['acme.test', 'xn--bcher-kva.test'] }, by(acme.admin));
  const results = await acme.send([
    'a@ACME.test',
    'a@bücher.test',
    'a@sub.acme.test',
    'a@evil-acme.test',
    'a@acme.test.evil.test',
    'a@аcme.test',
  ]);
  expect(results.map((result) => (result.outcome === 'rejected' ? result.code : result.outcome))).toEqual([
    'invited',
    'invited',
    'domain_not_allowed',
    'domain_not_allowed',
    'domain_not_allowed',
    'domain_not_allowed',
  ]);
});

test('a team of another organization refuses the whole request, and nothing is stored', {
  tags: ['promise/isolation'],
}, async () => {
  const [acme, globex] = await Promise.all([startOrganization(), startOrganization()]);
  const foreign = await createTeam(globex, { name: 'Sales' }, by(globex.admin));
  await expect(acme.send(['ann@x.test'], { teamIds: [foreign.id] })).rejects.toMatchObject({
    code: 'team_not_found',
    status: 422,
  });
  expect(tally(await acme.send(['ann@x.test']))).toEqual({ invited: 1 });
});

test('users, viewers and strangers cannot invite', async () => {
  const acme = await startOrganization();
  const viewer = await acme.join('viewer@x.test', { role: 'viewer' });
  const user = await acme.join('user@x.test', { role: 'user' });
  await expect(acme.send(['a@x.test'], { by: viewer })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(acme.send(['a@x.test'], { by: user })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(acme.send(['a@x.test'], { by: person('other@x.test') })).rejects.toMatchObject({
    code: 'organization_not_found',
  });
});

test('addresses that are not processed in time get try_again, and can be sent again', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  const late = await acme.send(addresses(50), { hasTime: timeFor(1) });
  expect(tally(late)).toEqual({ invited: 49, try_again: 1 });
  expect(tally(await acme.send(addresses(50).slice(49)))).toEqual({ invited: 1 });
});

test('a request for which there was no time at all is to be sent again, and its key has kept no answer', async () => {
  const acme = await startOrganization();
  const asked = { idempotencyKey: 'k' };
  const late = acme.send(['ann@x.test', 'bob@x.test'], { ...asked, hasTime: timeFor(0) });
  await expect(late).rejects.toMatchObject({ status: 503, code: 'try_again' });
  expect(tally(await acme.send(['ann@x.test', 'bob@x.test'], asked))).toEqual({ invited: 2 });
});

test('the same address may be invited by many organizations', async () => {
  const [acme, globex] = await Promise.all([startOrganization(), startOrganization()]);
  await acme.invite('ann@x.test');
  await expect(globex.invite('ann@x.test')).resolves.toMatchObject({ status: 'pending' });
});

test('an invitation ends seven days after it was made', async () => {
  const acme = await startOrganization();
  const { createdAt, expiresAt } = await acme.invite('ann@x.test');
  expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(7 * day);
});

test('send fails when the table is unreachable, but returns try_again for the rest once some are stored', async () => {
  const acme = await startOrganization();
  failNextWrites(1);
  await expect(acme.send(['ann@unreached.test'])).rejects.toThrow('ECONNREFUSED');
  expect(tally(await acme.send(['ann@unreached.test']))).toEqual({ invited: 1 });

  const limited = await startOrganization({ plan: 'standard' });
  // Limited invitations are written one transaction after the other.
  failNextWrites(1, 1);
  expect(tally(await limited.send(addresses(50)))).toEqual({ invited: 49, try_again: 1 });
  expect(tally(await limited.send(addresses(50)))).toEqual({ already_invited: 49, invited: 1 });
});
