import { CfnEventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/**
 * Seconds that one email takes, with SES and the table: measured 0.2, and as much again, so that senders that wait for
 * the rate of SES leave none of it unused.
 */
const secondsPerEmail = 0.4;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const leastConcurrency = 2;
const mostConcurrency = 1_000;

/** Returns how many emails are sent concurrently. */
export const emailSenders = ({ emailsPerSecond }: StageSettings): number =>
  Math.min(mostConcurrency, Math.max(leastConcurrency, Math.ceil(emailsPerSecond * secondsPerEmail)));

/**
 * Feeds the sender with the email queue. One message at a time, so that a slow email delays only itself: Lambda waits
 * for all messages of a batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export const emailSender = (
  scope: Construct,
  settings: StageSettings,
  emails: Queue,
  sender: LambdaFunction,
): CfnEventSourceMapping =>
  new CfnEventSourceMapping(scope, 'EmailSender', {
    functionName: sender.functionName,
    eventSourceArn: emails.queueArn,
    batchSize: 1,
    functionResponseTypes: ['ReportBatchItemFailures'],
    scalingConfig: { maximumConcurrency: emailSenders(settings) },
  });
