import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { memberKey } from '#core/table/keys.ts';
import { as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { putItem, removeAttributes } from '#test/support/aws-of-run.ts';

const execute = promisify(execFile);

/** Runs an operator command against the local run. */
const operate = async (...words: readonly string[]) => {
  const { stdout } = await execute(process.execPath, [
    'operator/commands/operator.ts',
    ...words,
    '--url',
    inject('url'),
  ]);
  return JSON.parse(stdout);
};

const refusal = (...words: readonly string[]) =>
  operate(...words).then(
    () => expect.fail('not refused'),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, sentence: stderr.trim() }),
  );

test('create-organization creates an organization and invites its first admin', async () => {
  const email = fresh('first');
  const { organizationId, invitationId } = await operate(
    'create-organization',
    '--name',
    'Umbrella',
    '--plan',
    'standard',
    '--admin',
    email,
    '--member-limit',
    '5',
  );
  const [mail] = await mailsTo(email);
  expect(mail).toMatchObject({ subject: 'Join Umbrella on PartnerAlly', replyTo: 'invitations@partnerally.com' });
  const admin = await as(email);
  const accepted = await admin.post('/invitations/accept', { token: tokenIn(mail ?? expect.fail('no mail')) });
  expect(accepted.body).toMatchObject({
    organization: { id: organizationId },
    member: { role: 'admin', invitationId },
  });
  const shown = await operate('show-organization', '--organization', organizationId);
  expect(shown).toMatchObject({
    name: 'Umbrella',
    plan: 'standard',
    limits: { pendingInvitations: 50, members: 5 },
    usage: { pendingInvitations: 0, members: 1 },
    admins: [{ email }],
  });
});

test('change-plan and set-limits change the organization with an audit event each', async () => {
  const acme = await organization({ plan: 'standard' });
  const limits = await operate(
    'set-limits',
    '--organization',
    acme.id,
    '--members',
    '3',
    '--pending-invitations',
    'none',
  );
  expect(limits).toMatchObject({ plan: 'standard', limits: { pendingInvitations: null, members: 3 } });
  expect(await operate('change-plan', '--organization', acme.id, '--plan', 'enterprise')).toMatchObject({
    plan: 'enterprise',
  });
  const events = () => acme.admin.get(`${acme.path}/audit-events?category=organization`);
  await expect.poll(async () => (await events()).body.items.length).toBe(3);
  const changed = { type: 'organization.plan_changed', actor: { type: 'system', name: 'PartnerAlly' } };
  expect((await events()).body.items.slice(0, 2)).toMatchObject([
    { ...changed, details: { from: 'standard', to: 'enterprise' } },
    {
      ...changed,
      type: 'organization.limits_changed',
      details: {
        from: '50 pending invitations, unlimited members, 250 emails a day',
        to: 'unlimited pending invitations, 3 members, 250 emails a day',
      },
    },
  ]);
});

test('invite-admin invites another admin', async () => {
  const acme = await organization();
  const email = fresh('rescue');
  const { invitationId } = await operate('invite-admin', '--organization', acme.id, '--admin', email);
  const accepted = await (await as(email)).post('/invitations/accept', { invitationId, organizationId: acme.id });
  expect(accepted.body.member).toMatchObject({ role: 'admin' });
});

test('invite-admin replaces a pending invitation', async () => {
  const acme = await organization({ plan: 'standard' });
  const email = fresh('rescue');
  const earlier = await acme.invite(email);
  const { invitationId } = await operate('invite-admin', '--organization', acme.id, '--admin', email);
  expect((await acme.admin.get(`${acme.path}/invitations/${earlier.id}`)).body).toMatchObject({ status: 'revoked' });
  expect((await acme.admin.get(`${acme.path}/invitations/${invitationId}`)).body).toMatchObject({ role: 'admin' });
  expect((await acme.admin.get(acme.path)).body.usage).toMatchObject({ pendingInvitations: 1 });
});

// The command waits 30 s for requests that started under the old terms.
test('a new limit counts existing pending invitations and ends with the next plan', async () => {
  const limited = async (...command: readonly string[]) => {
    const acme = await organization();
    await acme.invite(fresh('ann'));
    const [name = '', ...rest] = command;
    const shown = await operate(name, '--organization', acme.id, ...rest);
    expect(shown).toMatchObject({ usage: { pendingInvitations: 1 } });
    return acme.id;
  };
  const [standard] = await Promise.all([
    limited('change-plan', '--plan', 'standard'),
    limited('set-limits', '--pending-invitations', '3'),
  ]);
  expect(await operate('change-plan', '--organization', standard, '--plan', 'enterprise')).toMatchObject({
    usage: { pendingInvitations: null },
  });
}, 300_000);

test('migrate-team-names migrates names of release 0.1.0 and lists pairs that look the same', async () => {
  const acme = await organization();
  const stored = async (name: string) => {
    const team = { id: randomUUID(), name };
    await putItem({ PK: `ORG#${acme.id}`, SK: `TEAM#${team.id}`, ...team, organizationId: acme.id });
    await putItem({ PK: `ORG#${acme.id}`, SK: `TEAMNAME#${name.toLowerCase()}`, ...team });
    return team;
  };
  const moved = await stored('Two\u00a0Words');
  const { body: sales } = await acme.admin.post(`${acme.path}/teams`, { name: 'Sales' });
  const other = await stored('Sales\u200b');
  const migrated = await operate('migrate-team-names', '--organization', acme.id);
  expect(migrated).toEqual({
    organizations: 1,
    moved: 1,
    collisions: [{ organizationId: acme.id, teams: [other, sales] }],
    next: null,
  });
  expect((await acme.admin.post(`${acme.path}/teams`, { name: 'two words' })).body.code).toBe('team_exists');
  for (const { id } of [moved, sales, other])
    expect((await acme.admin.delete(`${acme.path}/teams/${id}`)).status).toBe(204);
  expect(await operate('migrate-team-names', '--after', acme.id)).toMatchObject({ moved: 0 });
});

test('index-members adds members of release 0.1.0 to the list that is sorted by name', async () => {
  const acme = await organization();
  const ann = await acme.join(fresh('ann'));
  const { id: userId } = (await ann.get('/me')).body.user;
  await removeAttributes(memberKey({ organizationId: acme.id, userId }), ['GSI2PK', 'GSI2SK']);
  const sorted = async () => (await acme.admin.get(`${acme.path}/members?sort=name`)).body.items.length;
  expect(await sorted()).toBe(1);
  const indexed = { organizations: 1, indexed: 1, next: null };
  expect(await operate('index-members', '--organization', acme.id)).toEqual(indexed);
  expect(await sorted()).toBe(2);
  expect(await operate('index-members')).toMatchObject({ next: null });
});

test('operator commands print one sentence for invalid input with exit code 1', async () => {
  expect(await refusal('create-organization', '--name', 'Umbrella')).toEqual({
    code: 1,
    sentence: expect.stringContaining('Usage: npm run'),
  });
  expect(await refusal('create-organization', '--name', 'X', '--plan', 'gold', '--admin', 'a@x.test')).toEqual({
    code: 1,
    sentence: '--plan must be standard or enterprise.',
  });
  expect(await refusal('create-organization', '--name', 'X', '--plan', 'standard', '--admin', 'absent')).toEqual({
    code: 1,
    sentence: '--admin must be an email address.',
  });
  expect(await refusal('show-organization', '--organization', 'absent')).toEqual({
    code: 1,
    sentence: 'There is no organization with this id.',
  });
  expect(await refusal('set-limits', '--organization', 'x')).toEqual({
    code: 1,
    sentence: 'This command must name at least one limit.',
  });
  expect(await refusal('set-limits', '--organization', 'x', '--members', 'many')).toEqual({
    code: 1,
    sentence: '--members takes a number, not "many".',
  });
});
