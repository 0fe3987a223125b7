import { expect, test } from 'vitest';
import { revokeInvitation } from '#core/invitations/revoke.ts';
import { setAllowedDomains } from '#core/organizations/set-allowed-domains.ts';
import { invitationKey } from '#core/table/keys.ts';
import { createTeam } from '#core/teams/create.ts';
import { missOnce } from '#test/support/in-between.ts';
import { by, day, later, present, second, startOrganization, tally } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

const emails = ['Ann@x.test', 'bad', 'bob@x.test', 'member@x.test'];

test('the same key and body returns the first response and sends no invitation twice', {
  tags: ['promise/races'],
}, async () => {
  const acme = await startOrganization();
  await acme.join('member@x.test');
  const first = await acme.send(emails, { idempotencyKey: 'monday' });
  const again = await acme.send(emails, { idempotencyKey: 'monday', at: later(present(), day - 10 * second) });
  expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(first)));
  expect(tally(again)).toEqual({ invited: 2, invalid_email: 1, already_member: 1 });
});

test('every way not to be invited is kept with all that it says', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  const { organizationId, admin } = acme;
  await acme.join('member@x.test');
  await acme.send(Array.from({ length: 49 }, (_, n) => `p${n}@x.test`));
  await setAllowedDomains({ organizationId }, { domains: ['x.test'] }, by(admin));
  const asked = ['ann@x.test', 'bad', 'bob@other.test', 'p1@x.test', 'member@x.test', 'late@x.test'];
  const first = await acme.send(asked, { idempotencyKey: 'k' });
  expect(first).toMatchObject([
    { outcome: 'invited' },
    { code: 'invalid_email' },
    { code: 'domain_not_allowed', detail: expect.stringContaining('other.test') },
    { code: 'already_invited', invitationId: expect.any(String) },
    { code: 'already_member' },
    { code: 'pending_limit_reached', limit: 50, detail: expect.stringContaining('50') },
  ]);
  await setAllowedDomains({ organizationId }, { domains: ['another.test'] }, by(admin));
  expect(await acme.send(asked, { idempotencyKey: 'k' })).toEqual(first);
});

test('the answer stays the first one, though an invitation was revoked since', async () => {
  const acme = await startOrganization();
  const first = await acme.send(['ann@x.test'], { idempotencyKey: 'k' });
  const [result] = first;
  if (result?.outcome !== 'invited') throw new Error('not invited');
  await revokeInvitation({ organizationId: acme.organizationId, invitationId: result.invitation.id }, by(acme.admin));
  expect(await acme.send(['ann@x.test'], { idempotencyKey: 'k' })).toEqual(first);
});

test('a response in which no address was invited is stored, too', async () => {
  const acme = await startOrganization({ plan: 'standard' });
  await acme.send(Array.from({ length: 50 }, (_, n) => `p${n}@x.test`));
  const first = await acme.send(['ann@x.test', 'p1@x.test'], { idempotencyKey: 'k' });
  expect(tally(first)).toEqual({ pending_limit_reached: 1, already_invited: 1 });
  expect(await acme.send(['ann@x.test', 'p1@x.test'], { idempotencyKey: 'k' })).toEqual(first);
});

test('the same key with another body is refused', async () => {
  const acme = await startOrganization();
  await acme.send(['ann@x.test'], { idempotencyKey: 'k' });
  await expect(acme.send(['bob@x.test'], { idempotencyKey: 'k' })).rejects.toMatchObject({
    status: 422,
    code: 'idempotency_key_reused',
  });
});

test('a dry run is not kept, and may not come with the key of another request', async () => {
  const acme = await startOrganization();
  const dry = { idempotencyKey: 'k', dryRun: true };
  expect(tally(await acme.send(['ann@x.test'], dry))).toEqual({ would_invite: 1 });
  expect(tally(await acme.send(['ann@x.test'], { idempotencyKey: 'k' }))).toEqual({ invited: 1 });
  await expect(acme.send(['ann@x.test'], dry)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
});

test('a key belongs to one caller in one organization', async () => {
  const [acme, globex] = [await startOrganization(), await startOrganization()];
  const other = await acme.join('other@x.test', { role: 'admin' });
  await acme.send(['ann@x.test'], { idempotencyKey: 'k' });
  expect(tally(await acme.send(['bob@x.test'], { idempotencyKey: 'k', by: other }))).toEqual({ invited: 1 });
  expect(tally(await globex.send(['ann@x.test'], { idempotencyKey: 'k' }))).toEqual({ invited: 1 });
});

test('after a day the key is free again', async () => {
  const acme = await startOrganization();
  const at = present();
  await acme.send(['ann@x.test'], { idempotencyKey: 'k', at });
  expect(tally(await acme.send(['bob@x.test'], { idempotencyKey: 'k', at: later(at, day) }))).toEqual({ invited: 1 });
});

test('a request that was refused as a whole keeps no key', async () => {
  const acme = await startOrganization();
  const asked = { idempotencyKey: 'k', teamIds: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'] };
  await expect(acme.send(['ann@x.test'], asked)).rejects.toMatchObject({ code: 'team_not_found' });
  const team = await createTeam(acme, { name: 'Sales' }, by(acme.admin));
  expect(tally(await acme.send(['ann@x.test'], { idempotencyKey: 'k', teamIds: [team.id] }))).toEqual({ invited: 1 });
});

test('a run that died half-way is finished by the next, which recognizes its own', async () => {
  const acme = await startOrganization();
  const emails = Array.from({ length: 120 }, (_, n) => `p${n}@x.test`);
  let transactions = 0;
  const dies = () => {
    transactions += 1;
    if (transactions > 2) throw new Error('the process died');
    return true;
  };
  const at = present();
  await expect(acme.send(emails, { idempotencyKey: 'k', at, hasTime: dies })).rejects.toThrow('the process died');
  const results = await acme.send(emails, { idempotencyKey: 'k', at: later(at, second) });
  expect(tally(results)).toEqual({ invited: 120 });
});

// The first run's transaction was still under way when the next one looked for what it had stored.
test('a takeover reports an invitation as invited when the slow first run stores it after the read', async () => {
  const acme = await startOrganization();
  const emails = Array.from({ length: 60 }, (_, n) => `p${n}@x.test`);
  let transactions = 0;
  const dies = () => {
    transactions += 1;
    if (transactions > 1) throw new Error('the process died');
    return true;
  };
  const at = present();
  await expect(acme.send(emails, { idempotencyKey: 'k', at, hasTime: dies })).rejects.toThrow('the process died');
  const [stored] = await acme.send(['p0@x.test']);
  if (stored?.outcome !== 'rejected' || stored.code !== 'already_invited') throw new Error('not stored');
  const { organizationId } = acme;
  const missed = missOnce(invitationKey({ organizationId, invitationId: stored.invitationId }));

  const results = await acme.send(emails, { idempotencyKey: 'k', at: later(at, second) });

  expect(missed()).toBe(true);
  expect(tally(results)).toEqual({ invited: 60 });
  expect(results[0]).toMatchObject({ invitation: { id: stored.invitationId } });
});
