import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { GetAccountCommand } from '@aws-sdk/client-sesv2';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { emailFailureCases } from './email-failure-cases.ts';
import type { FailureCase } from './failure-case.ts';

const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

/** All failure cases of a stage. */
export const failureCases: readonly FailureCase[] = [
  [
    'a failed stack update',
    /^✗ stack: invitations-prod is UPDATE_ROLLBACK_COMPLETE: see its events/,
    ({ aws, stack }) =>
      aws.cloudformation
        .on(DescribeStacksCommand, { StackName: 'invitations-prod' })
        .resolves({ Stacks: [{ ...stack, StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }] }),
  ],
  ...emailFailureCases,
  [
    'disabled TTL',
    /^✗ table: TTL is DISABLED/,
    ({ aws }) =>
      aws.dynamodb.on(DescribeTimeToLiveCommand).resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }),
  ],
  [
    'disabled point-in-time recovery',
    /^✗ table: has no point-in-time recovery/,
    ({ aws }) => aws.dynamodb.on(DescribeContinuousBackupsCommand).resolves({}),
  ],
  [
    'members who are not found by name',
    /^✗ member index: at least 3 members are not found by name: npm run index-members/,
    ({ aws }) => aws.dynamodb.on(QueryCommand).resolves({ Items: [{ SK: { S: 'acme' } }], Count: 3 }),
  ],
  [
    'a table without deletion protection',
    /^✗ table: can be deleted/,
    ({ aws }) =>
      aws.dynamodb
        .on(DescribeTableCommand)
        .resolves({ Table: { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } } }),
  ],
  [
    'deletable audit events',
    /^✗ audit log: an audit event can be deleted alone: deploy the stateful stack again, then see step 7 /,
    ({ aws }) => aws.dynamodb.on(DeleteItemCommand).rejects(named('ConditionalCheckFailedException')),
  ],
  [
    'audit events that a transaction can delete',
    /^✗ audit log: an audit event can be deleted in a transaction: /,
    ({ aws }) => aws.dynamodb.on(TransactWriteItemsCommand).rejects(named('TransactionCanceledException')),
  ],
  [
    'audit events that can be overwritten',
    /^✗ audit log: an audit event can be overwritten: /,
    ({ aws }) => aws.dynamodb.on(PutItemCommand).resolves({}),
  ],
  [
    'a caller without any delete permission',
    /^\? audit log: could not check whether an event can be deleted alone: .*no identity-based policy/,
    ({ aws }) =>
      aws.dynamodb
        .on(DeleteItemCommand)
        .rejects(
          named('AccessDeniedException', 'because no identity-based policy allows the dynamodb:DeleteItem action'),
        ),
  ],
  [
    'a disabled stream consumer',
    /^✗ invitations-prod-record-changes: its event source mapping is Disabled: aws lambda .*--uuid u2 --enabled/,
    ({ aws }) =>
      aws.lambda
        .on(ListEventSourceMappingsCommand, { FunctionName: 'invitations-prod-record-changes' })
        .resolves({ EventSourceMappings: [{ UUID: 'u2', State: 'Disabled' }] }),
  ],
  [
    'a missing event source mapping',
    /^✗ invitations-prod-send-invitation-email: its event source mapping is missing/,
    ({ aws }) =>
      aws.lambda
        .on(ListEventSourceMappingsCommand, { FunctionName: 'invitations-prod-send-invitation-email' })
        .resolves({ EventSourceMappings: [] }),
  ],
  [
    'a sending rate of SES other than the setting',
    /^✗ SES account: emailsPerSecond is 14, and SES lets the account send 50 per second: change it, and deploy/,
    ({ aws }) =>
      aws.ses.on(GetAccountCommand).resolves({
        ProductionAccessEnabled: true,
        SendingEnabled: true,
        EnforcementStatus: 'HEALTHY',
        SendQuota: { MaxSendRate: 50, Max24HourSend: 50_000 },
      }),
  ],
  [
    'the concurrency of a new account',
    /^✗ Lambda: the account's concurrency is 10: request 1,000/,
    ({ aws }) => aws.lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 10 } }),
  ],
  [
    'messages in the dead-letter queue',
    /^✗ dead-letter queue: 3 messages: .*npm run replay -- --stage prod/,
    ({ aws, outputs }) =>
      aws.sqs
        .on(GetQueueAttributesCommand, { QueueUrl: outputs.FailureQueueUrl })
        .resolves({ Attributes: { ApproximateNumberOfMessages: '3' } }),
  ],
  [
    'a ringing alarm',
    /^✗ alarms: invitations-prod-emails-not-leaving rings\. What to do: there/,
    ({ aws }) =>
      aws.cloudwatch.on(DescribeAlarmsCommand).resolves({
        MetricAlarms: [
          {
            AlarmName: 'invitations-prod-emails-not-leaving',
            StateValue: 'ALARM',
            AlarmDescription: 'What to do: there',
          },
        ],
      }),
  ],
  ['missing alarms', /^✗ alarms: there are none/, ({ aws }) => aws.cloudwatch.on(DescribeAlarmsCommand).resolves({})],
  [
    'missing alarms on CloudFront',
    /^✗ alarms of CloudFront: there are none: put account and region into the stage's file/,
    ({ outputs, say }) => {
      delete outputs.EdgeAlarmTopicArn;
      say();
    },
  ],
  ...['AlarmTopicArn', 'EdgeAlarmTopicArn'].flatMap((topic): FailureCase[] => [
    [
      `an unconfirmed subscription of ${topic}`,
      new RegExp(`^✗ alarm topic: no subscription of ${topic} is confirmed`),
      ({ aws, outputs }) =>
        aws.sns
          .on(ListSubscriptionsByTopicCommand, { TopicArn: outputs[topic] })
          .resolves({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] }),
    ],
    [
      `no subscription of ${topic}`,
      new RegExp(`^✗ alarm topic: it has no subscription: .* or subscribe a pager to ${topic}`),
      ({ aws, outputs }) => aws.sns.on(ListSubscriptionsByTopicCommand, { TopicArn: outputs[topic] }).resolves({}),
    ],
  ]),
  [
    'a missing permission',
    /^\? SES account: could not be checked: User: doctor is not authorized/,
    ({ aws }) => aws.ses.on(GetAccountCommand).rejects(new Error('User: doctor is not authorized')),
  ],
  [
    'a name server timeout',
    /^\? DNS: MX mail\.acme\.test could not be looked up: queryMx timed out/,
    ({ resolver }) => {
      resolver.resolveMx = () => Promise.reject(new Error('queryMx timed out'));
    },
  ],
  [
    'a missing output with the URL of the console',
    /^\? console, API and sign-in: could not be checked: The output ConsoleUrl is missing: deploy again\./,
    ({ outputs, say }) => {
      delete outputs.ConsoleUrl;
      say();
    },
  ],
  [
    'a missing output',
    /^\? SES identity: could not be checked: The output SenderIdentity is missing: deploy again\./,
    ({ outputs, say }) => {
      delete outputs.SenderIdentity;
      say();
    },
  ],
];
