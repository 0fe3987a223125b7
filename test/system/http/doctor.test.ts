import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { failureQueue } from '#test/support/aws-of-run.ts';
import { ownRun } from '#test/support/own-run.ts';

const execute = promisify(execFile);
const doctor = (...flags: readonly string[]) => execute(process.execPath, ['operator/commands/doctor.ts', ...flags]);

test('doctor reports no problem for a local run until the dead-letter queue has a message', async () => {
  const { url } = await (await ownRun()).start();
  const { stdout } = await doctor('--url', url);
  await (await failureQueue(url)).put({ reader: 'record-changes', record: {} });
  const later = doctor('--url', url);

  expect(stdout.trim().split('\n')).toEqual([
    `✓ console: is at ${url}/`,
    '✓ console settings: settings.json belongs to this deployment',
    '✓ security headers: the page has all of them, and can connect to the hosted login',
    `✓ API: responds at ${url}/v1/health`,
    expect.stringMatching(/^✓ OpenAPI: version 3\.1/),
    '✓ API authorizer: rejects requests without a token',
    `✓ sign-in: ${url} redirects to Google`,
    '✓ sign-in: Google accepts the client',
    `✓ sign-in: ${url} lets people choose another account`,
    `✓ sign-in: ${url} signs out, and redirects to the console`,
    "✓ audit log: events can't be deleted alone",
    "✓ audit log: events can't be deleted in a transaction",
    "✓ audit log: events can't be overwritten",
    '✓ member index: members are found by name',
    '✓ dead-letter queue: is empty',
    'Not checked in a local run: stacks, DNS, SES, backups, event source mappings, alarms and quotas.',
  ]);
  await expect(later).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^✗ dead-letter queue: 1 messages: .*npm run replay -- --url http/m),
  });
});

test.each([
  [['--url', 'http://localhost:1'], /^Nothing answers at http:\/\/localhost:1/],
  [['--url', 'http://localhost:1', '--stage', 'prod'], /^Usage: npm run/],
  [['--first'], /^Usage: npm run/],
])('doctor without a deployment (%j) prints an error with exit code 1', async (flags, sentence) => {
  await expect(doctor(...flags)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(sentence) });
});
