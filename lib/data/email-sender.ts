import { CfnEventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/**
 * Duration of one email, with SES and the table: twice the measured 0.2 s, so that the sending rate of SES is used in
 * full although senders wait for it.
 */
const secondsPerEmail = 0.4;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const leastConcurrency = 2;
const mostConcurrency = 1_000;

/** Returns the number of emails that are sent concurrently. */
export const emailSenders = ({ emailsPerSecond }: StageSettings): number =>
  Math.min(mostConcurrency, Math.max(leastConcurrency, Math.ceil(emailsPerSecond * secondsPerEmail)));

/**
 * Maps the email queue to the sender. The batch size is 1, so that a slow email delays no other: an invocation lasts as
 * long as the slowest message of its batch.
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
