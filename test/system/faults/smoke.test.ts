import type { Fault } from 'cdk-local/fault-injection';
import { expect, onTestFinished, test } from 'vitest';
import { runSmokeTest } from '#operator/smoke-test/run-smoke-test.ts';
import { operate } from '#test/support/aws-of-run.ts';
import { refusedAs } from '#test/support/fault-kinds.ts';
import { useFaults } from '#test/support/fault-plan.ts';

const faults = useFaults();

/** Waits until a line that matches `last` is reported. */
const smoke = (last?: RegExp) => {
  const lines: string[] = [];
  const report = (line: string) => lines.push(line);
  const hasTime = () => last === undefined || !lines.some((line) => last.test(line));
  return { lines, passed: runSmokeTest({ place: { url: faults.url() }, hasTime, report }) };
};

const down: Fault = refusedAs('ServiceUnavailable', 'down', 503);

test.each([
  ['no email is sent', { service: 'ses' }, /^success.*queued/, /shows as queued instead of .*send-invitation-email/],
  [
    'SES refuses the emails',
    { service: 'ses' },
    /^success.*failed/,
    /shows as failed instead of .*the reason is Address blocked/,
    refusedAs('MessageRejected', 'Address blocked.'),
  ],
  [
    'no event reports the delivery of an email',
    { function: 'record-delivery', service: 'dynamodb' },
    /^success.* sent,/,
    /shows as sent instead of .*invitations-local-mail-events/,
  ],
  [
    'changes are not recorded',
    { function: 'record-changes', service: 'dynamodb', operation: 'PutItem' },
    /^success.*revoked, delivered/,
    /^The audit log lacks invitation\.sent.*record-changes/,
  ],
])(
  'the smoke test says what to check when %s, and leaves nothing pending',
  async (_, where, last, sentence, fault = down) => {
    onTestFinished(faults.clear);
    faults.add(where, fault);

    await expect(smoke(last).passed).rejects.toThrow(sentence);

    expect(await operate('smoke', { step: 'end' }, faults.url())).toEqual({ revoked: 0 });
    faults.clear();
    const again = smoke();
    await again.passed;
    expect(again.lines).toContain('2 invitations revoked');
  },
);

test('two concurrent smoke tests create one organization', async () => {
  const begun = await Promise.all([1, 2, 3].map(() => operate('smoke', { step: 'begin' }, faults.url())));

  expect(begun).toEqual(begun.map(() => ({ invitations: [expect.anything(), expect.anything()] })));
  expect(await operate('smoke', { step: 'end' }, faults.url())).toEqual({ revoked: 6 });
});
