import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';
import { mailsTo } from '#test/support/api.ts';
import { operate } from '#test/support/aws-of-run.ts';

const execute = promisify(execFile);

const smoke = (...flags: readonly string[]) => execute(process.execPath, ['operator/commands/smoke.ts', ...flags]);

const addressIn = (output: string, fate: string): string =>
  new RegExp(`^${fate}\\S+@simulator.amazonses.com`, 'm').exec(output)?.[0] ?? expect.fail(output);

test('the smoke test passes repeatedly and revokes invitations of an aborted run', async () => {
  const first = await smoke('--url', inject('url'));
  await operate('smoke', { step: 'begin' });
  const second = await smoke('--url', inject('url'));

  expect(first.stdout).toMatch(/^The smoke test has passed.$/m);
  expect(second.stdout).toMatch(/^4 invitations revoked$/m);
  expect(second.stdout).toMatch(/^The smoke test has passed.$/m);
  expect(await operate('smoke', { step: 'end' })).toEqual({ revoked: 0 });
});

test('the smoke test prints delivery state and audit events of each invitation', async () => {
  const { stdout } = await smoke('--url', inject('url'));
  const [success, bounce] = [addressIn(stdout, 'success'), addressIn(stdout, 'bounce')];

  expect(stdout).toContain(`${success}: revoked, delivered, invitation.sent, invitation.revoked\n`);
  expect(stdout).toContain(
    `${bounce}: revoked, bounced, invitation.sent, invitation.undelivered, invitation.revoked\n`,
  );
  expect((await mailsTo(success))[0]).toMatchObject({ subject: 'Join Smoke test on PartnerAlly' });
});

test.each([
  [['--url', 'http://localhost:1'], /^Nothing answers at http:\/\/localhost:1/],
  [['--url', 'http://localhost:1', '--stage', 'prod'], /^Usage: npm run/],
  [['--wait', 'long'], /^Usage: npm run/],
])('the smoke test that cannot run (%j) prints an error with exit code 1', async (flags, sentence) => {
  await expect(smoke(...flags)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(sentence) });
});
