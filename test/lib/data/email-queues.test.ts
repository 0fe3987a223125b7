import { expect, test } from 'vitest';
import { stageSettings } from '#lib/settings/stage-settings.ts';
import { functionsOf, type Resource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const prod = await synthesized('prod');

const inState = (type: string, start: string): Resource =>
  resourcesOf(prod.state, type).find(([id]) => id.startsWith(start))?.[1] ?? expect.fail(`no ${start}`);

const senderOf = ({ running }: Awaited<ReturnType<typeof synthesized>>) =>
  resourcesOf(running, 'AWS::Lambda::EventSourceMapping').find(([id]) => id === 'EmailSender')?.[1].Properties;

test.each(['EmailDeadLetters', 'Emails'])(
  'the queue %s is encrypted, retained with its stack, and requires TLS',
  (id) => {
    const queue = inState('AWS::SQS::Queue', id);
    expect(queue.Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 24 * 60 * 60 });
    expect(queue).toMatchObject({ DeletionPolicy: expect.stringMatching(/^Retain/) });
    expect(inState('AWS::SQS::QueuePolicy', id).Properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Action: 'sqs:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  },
);

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
test('the visibility timeout of emails is six times the timeout of the sender', () => {
  const { VisibilityTimeout, RedrivePolicy } = inState('AWS::SQS::Queue', 'Emails').Properties;
  const timeout = functionsOf(prod).get('send-invitation-email')?.Properties.Timeout;
  expect(VisibilityTimeout).toBe(6 * timeout);
  expect(RedrivePolicy).toMatchObject({ maxReceiveCount: 200 });
});

test('the sender gets one message per invocation and reports failed messages', () => {
  expect(senderOf(prod)).toMatchObject({ BatchSize: 1, FunctionResponseTypes: ['ReportBatchItemFailures'] });
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
test.each([
  ['1', 2],
  ['14', 6],
  ['100', 40],
  ['2500', 1_000],
])('emailsPerSecond=%s allows %i concurrent senders', async (emailsPerSecond, concurrency) => {
  const sender = senderOf(await synthesized('prod', { emailsPerSecond }));
  expect(sender?.ScalingConfig).toEqual({ MaximumConcurrency: concurrency });
});

test.each(['0', '0.5', 'many'])('emailsPerSecond=%s is invalid', (value) => {
  expect(() => stageSettings('dev', { emailsPerSecond: value })).toThrow('emailsPerSecond');
});
