import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { failureQueue } from '#test/support/aws-of-run.ts';
import { ownRun } from '#test/support/own-run.ts';

const execute = promisify(execFile);
const doctor = (...flags: readonly string[]) => execute(process.execPath, ['operator/commands/doctor.ts', ...flags]);

test('the doctor finds nothing wrong with a local run, until something waits in the failure queue', async () => {
  const { url } = await (await ownRun()).start();
  const { stdout } = await doctor('--url', url);
  await (await failureQueue(url)).put({ reader: 'record-changes', record: {} });
  const later = doctor('--url', url);

  expect(stdout.trim().split('\n')).toEqual([
    `✓ console: its page is at ${url}/`,
    '✓ console settings: settings.json names this deployment',
    '✓ security headers: the page has all of them, and may speak to the hosted login',
    `✓ API: answers at ${url}/v1/health`,
    expect.stringMatching(/^✓ OpenAPI: version 3\.1/),
    '✓ API authorizer: lets in nobody without a token',
    `✓ sign-in: ${url} leads to Google`,
    '✓ sign-in: Google knows the client, and asks who one is',
    `✓ sign-in: ${url} lets people choose another account`,
    `✓ sign-in: ${url} signs out, and leads back to the console`,
    '✓ audit log: the table refuses that an event is deleted alone',
    '✓ audit log: the table refuses that an event is deleted in a transaction',
    '✓ audit log: the table refuses that an event is written over',
    '✓ failure queue: is empty',
    "Stacks, DNS, SES, backups, event source mappings, alarms and quotas are a deployment's: a local run has none.",
  ]);
  await expect(later).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^✗ failure queue: 1 waiting in it: .*npm run replay -- --url http/m),
  });
});

test.each([
  [['--url', 'http://localhost:1'], /^Nothing answers at http:\/\/localhost:1/],
  [['--url', 'http://localhost:1', '--stage', 'prod'], /^Usage: npm run/],
  [['--first'], /^Usage: npm run/],
])('a doctor that finds no deployment (%j) says so, with exit code 1', async (flags, sentence) => {
  await expect(doctor(...flags)).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(sentence) });
});
