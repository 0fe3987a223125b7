import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleFunctions } from '#lib/functions/bundle-functions.ts';
import { deployedFunctions } from '#lib/functions/deployed-functions.ts';
import { invitationsApp } from '#lib/stacks/invitations-app.ts';
import type { Local, LocalOptions } from '#operator/local-run/start-local.ts';
import { runSmokeTest } from '#operator/smoke-test/run-smoke-test.ts';
import { as, fresh } from '#test/support/api.ts';
import { during, newFolder, operate, organizationOf } from './run-during.ts';

type TransactionKeys = NonNullable<LocalOptions['transactionKeys']>;

/** Synthesizes the local stage with a setting. */
const assemblyWith = async (transactionKeys: TransactionKeys): Promise<string> => {
  const [outdir, bundled, consoleFolder] = [newFolder(), newFolder(), newFolder()];
  mkdirSync(join(consoleFolder, 'assets'));
  writeFileSync(join(consoleFolder, 'index.html'), '<!doctype html>');
  const bundles = await bundleFunctions(deployedFunctions, 'functions', bundled);
  const context = { stage: 'local', transactionKeys };
  (await invitationsApp({ context, outdir, bundles, consoleFolder, validate: false })).synth();
  return outdir;
};

/** Calls every operation that writes. */
const writeEverything = async (run: Local): Promise<void> => {
  const { url } = run;
  const email = fresh('alice');
  const words = ['--name', 'Umbrella', '--plan', 'standard', '--admin', email];
  const { organizationId, invitationId } = await operate(run, 'create-organization', ...words);
  const alice = await as(email, {}, url);
  const done = async (asked: Promise<{ status: number; body: unknown }>) =>
    expect((await asked).status).toBeLessThan(300);
  await done(alice.post('/invitations/accept', { organizationId, invitationId }));
  const path = await organizationOf(alice);
  const invite = async (to: string): Promise<string> =>
    (await alice.post(`${path}/invitations`, { emails: [to], role: 'user' })).body.results[0].invitation.id;
  const address = fresh('bob');
  const ofBob = await invite(address);
  const bob = await as(address, {}, url);
  const { body } = await bob.post('/invitations/accept', { organizationId, invitationId: ofBob });
  const team = await alice.post(`${path}/teams`, { name: 'Sales' });
  await done(alice.patch(`${path}/members/${body.member.userId}`, { role: 'viewer', teamIds: [team.body.id] }));
  await done(alice.delete(`${path}/teams/${team.body.id}`));
  await done(alice.delete(`${path}/members/${body.member.userId}`));
  await done(alice.put(`${path}/allowed-email-domains`, { domains: ['x.test'] }));
  await done(alice.post(`${path}/invitations/${await invite(fresh('cleo'))}/revoke`));
  await operate(run, 'invite-admin', '--organization', organizationId, '--admin', fresh('rescue'));
};

const smoke = ({ url }: Local, lines: string[] = []): Promise<void> =>
  runSmokeTest({ place: { url }, hasTime: () => true, report: (line) => lines.push(line) });

test.each(['transaction', 'none'] as const)(
  'all operations work with transactionKeys=%s on a matching AWS',
  async (transactionKeys) => {
    const assembly = await assemblyWith(transactionKeys);
    const options = { data: newFolder(), seeded: false, assembly, transactionKeys };
    await during(options, async (run) => {
      await writeEverything(run);
      const lines: string[] = [];
      await smoke(run, lines);
      expect(lines[0]).toBe('permissions: transactions over one partition and over two are allowed');
    });
  },
);

test.each([
  [
    'transaction',
    /^IAM denies transactions over two partitions: .*set transactionKeys: 'transaction' in the stage's file/,
  ],
  ['none', /^IAM denies every transaction: .*set transactionKeys: 'none' in the stage's file/],
] as const)(
  'smoke names the setting to deploy when AWS fills transaction keys by %s',
  async (transactionKeys, sentence) => {
    const options = { data: newFolder(), seeded: false, transactionKeys };
    await during(options, (run) => expect(smoke(run)).rejects.toThrow(sentence));
  },
);
