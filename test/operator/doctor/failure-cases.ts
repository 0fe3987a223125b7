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
import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { HealthyStage } from './fake-stage.ts';

const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

type Ailment = readonly [what: string, line: RegExp, spoil: (healthy: HealthyStage) => unknown];

/** What can be wrong with a stage: what the doctor says of it, and how it comes about in one in which nothing was. */
export const ailments: readonly Ailment[] = [
  [
    'a failed update of a stack',
    /^✗ stack: invitations-prod is UPDATE_ROLLBACK_COMPLETE: see its events/,
    ({ aws, stack }) =>
      aws.cloudformation
        .on(DescribeStacksCommand, { StackName: 'invitations-prod' })
        .resolves({ Stacks: [{ ...stack, StackStatus: 'UPDATE_ROLLBACK_COMPLETE' }] }),
  ],
  [
    'a lacking record of DKIM',
    /^✗ DNS: CNAME key\._domainkey\.acme\.test is missing: enter key\.dkim\.amazonses\.com /,
    ({ resolver }) => {
      resolver.resolveCname = resolver.resolve4;
    },
  ],
  [
    'a domain that leads elsewhere',
    /^✗ DNS: CNAME key\._domainkey\.acme\.test is 192\.0\.2\.1: enter /,
    ({ resolver }) => {
      resolver.resolveCname = resolver.resolve4;
      resolver.resolve4 = async (name) => [name.endsWith('.acme.test') ? '192.0.2.1' : '192.0.2.2'];
    },
  ],
  [
    'bounces that go elsewhere',
    /^✗ DNS: MX mail\.acme\.test is 5 mx\.other\.test: enter 10 feedback-smtp/,
    ({ resolver }) => {
      resolver.resolveMx = async () => [{ priority: 5, exchange: 'mx.other.test' }];
    },
  ],
  [
    'SPF that lets SES send nothing',
    /^✗ DNS: TXT mail\.acme\.test is v=spf1 -all: enter v=spf1 include:amazonses\.com ~all/,
    ({ resolver }) => {
      const { resolveTxt } = resolver;
      resolver.resolveTxt = async (name) => (name.startsWith('_dmarc') ? resolveTxt(name) : [['v=spf1 -all']]);
    },
  ],
  [
    'a sender that is not verified',
    /^✗ SES identity: acme\.test is not verified \(PENDING\)/,
    ({ aws, identity }) =>
      aws.ses
        .on(GetEmailIdentityCommand)
        .resolves({ ...identity, VerifiedForSendingStatus: false, VerificationStatus: 'PENDING' }),
  ],
  [
    'a key of DKIM that SES has not found',
    /^✗ SES identity: DKIM is PENDING: enter the records/,
    ({ aws, identity }) =>
      aws.ses.on(GetEmailIdentityCommand).resolves({ ...identity, DkimAttributes: { Status: 'PENDING' } }),
  ],
  [
    'a MAIL FROM domain that SES has not found',
    /^✗ SES identity: the MAIL FROM domain is not set: enter the records/,
    ({ aws, identity }) => aws.ses.on(GetEmailIdentityCommand).resolves({ ...identity, MailFromAttributes: undefined }),
  ],
  [
    "another's email that goes through our configuration set",
    /^✗ SES identity: every email of its domain goes through invitations-prod: aws sesv2 put-email-identity-/,
    ({ aws, identity }) =>
      aws.ses.on(GetEmailIdentityCommand).resolves({ ...identity, ConfigurationSetName: 'invitations-prod' }),
  ],
  [
    'an account under review',
    /^✗ SES account: its status is PROBATION: see /,
    ({ aws }) =>
      aws.ses
        .on(GetAccountCommand)
        .resolves({ ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: 'PROBATION' }),
  ],
  [
    'the sandbox',
    /^✗ SES account: in the sandbox, .*ask for production access/,
    ({ aws }) => aws.ses.on(GetAccountCommand).resolves({ SendingEnabled: true, EnforcementStatus: 'HEALTHY' }),
  ],
  [
    'paused sending',
    /^✗ SES account: sending is paused/,
    ({ aws }) =>
      aws.ses.on(GetAccountCommand).resolves({ ProductionAccessEnabled: true, EnforcementStatus: 'HEALTHY' }),
  ],
  [
    'TTL that is off',
    /^✗ table: TTL is DISABLED/,
    ({ aws }) =>
      aws.dynamodb.on(DescribeTimeToLiveCommand).resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }),
  ],
  [
    'no point-in-time recovery',
    /^✗ table: has no point-in-time recovery/,
    ({ aws }) => aws.dynamodb.on(DescribeContinuousBackupsCommand).resolves({}),
  ],
  [
    'members who are not found by name',
    /^✗ member index: at least 3 members are not found by name: npm run index-members/,
    ({ aws }) => aws.dynamodb.on(QueryCommand).resolves({ Items: [{ SK: { S: 'acme' } }], Count: 3 }),
  ],
  [
    'a table that can be deleted',
    /^✗ table: can be deleted/,
    ({ aws }) =>
      aws.dynamodb
        .on(DescribeTableCommand)
        .resolves({ Table: { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } } }),
  ],
  [
    'an audit log that can be deleted from',
    /^✗ audit log: an audit event can be deleted alone: deploy the state stack again, then see step 7 /,
    ({ aws }) => aws.dynamodb.on(DeleteItemCommand).rejects(named('ConditionalCheckFailedException')),
  ],
  [
    'an audit log that can be deleted from in a transaction',
    /^✗ audit log: an audit event can be deleted in a transaction: /,
    ({ aws }) => aws.dynamodb.on(TransactWriteItemsCommand).rejects(named('TransactionCanceledException')),
  ],
  [
    'an audit log that can be written over',
    /^✗ audit log: an audit event can be written over: /,
    ({ aws }) => aws.dynamodb.on(PutItemCommand).resolves({}),
  ],
  [
    'that whoever looks may delete nothing at all',
    /^\? audit log: whether an event can be deleted alone could not be seen: .*no identity-based policy/,
    ({ aws }) =>
      aws.dynamodb
        .on(DeleteItemCommand)
        .rejects(
          named('AccessDeniedException', 'because no identity-based policy allows the dynamodb:DeleteItem action'),
        ),
  ],
  [
    'a reader that somebody disabled',
    /^✗ invitations-prod-record-changes: its event source mapping is Disabled: aws lambda .*--uuid u2 --enabled/,
    ({ aws }) =>
      aws.lambda
        .on(ListEventSourceMappingsCommand, { FunctionName: 'invitations-prod-record-changes' })
        .resolves({ EventSourceMappings: [{ UUID: 'u2', State: 'Disabled' }] }),
  ],
  [
    'a reader whose mapping is gone',
    /^✗ invitations-prod-send-invitation-email: reads nothing/,
    ({ aws }) =>
      aws.lambda
        .on(ListEventSourceMappingsCommand, { FunctionName: 'invitations-prod-send-invitation-email' })
        .resolves({ EventSourceMappings: [] }),
  ],
  [
    "a new account's concurrency",
    /^✗ Lambda: the account runs 10 functions at once: ask for 1,000/,
    ({ aws }) => aws.lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 10 } }),
  ],
  [
    'what waits in the failure queue',
    /^✗ failure queue: 3 waiting in it: .*npm run replay -- --stage prod/,
    ({ aws }) => aws.sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '3' } }),
  ],
  [
    'an alarm that rings',
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
  [
    'alarms that are gone',
    /^✗ alarms: there are none/,
    ({ aws }) => aws.cloudwatch.on(DescribeAlarmsCommand).resolves({}),
  ],
  [
    'that no alarm watches CloudFront',
    /^✗ alarms of CloudFront: there are none: put account and region into the file of the stage/,
    ({ outputs, say }) => {
      delete outputs.EdgeAlarmTopicArn;
      say();
    },
  ],
  ...['AlarmTopicArn', 'EdgeAlarmTopicArn'].flatMap((topic): Ailment[] => [
    [
      `that nobody has confirmed ${topic}`,
      new RegExp(`^✗ alarm topic: nobody has confirmed ${topic}`),
      ({ aws, outputs }) =>
        aws.sns
          .on(ListSubscriptionsByTopicCommand, { TopicArn: outputs[topic] })
          .resolves({ Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] }),
    ],
    [
      `that nobody is subscribed to ${topic}`,
      new RegExp(`^✗ alarm topic: nobody is told: .* or subscribe a pager to ${topic}`),
      ({ aws, outputs }) => aws.sns.on(ListSubscriptionsByTopicCommand, { TopicArn: outputs[topic] }).resolves({}),
    ],
  ]),
  [
    'a right that whoever looks has not',
    /^\? SES account: could not be looked at: User: doctor is not authorized/,
    ({ aws }) => aws.ses.on(GetAccountCommand).rejects(new Error('User: doctor is not authorized')),
  ],
  [
    'a name server that does not answer for one name',
    /^\? DNS: MX mail\.acme\.test could not be looked up: queryMx timed out/,
    ({ resolver }) => {
      resolver.resolveMx = () => Promise.reject(new Error('queryMx timed out'));
    },
  ],
  [
    'an address of the console that no output has',
    /^\? console, API and sign-in: could not be looked at: The output ConsoleUrl is missing: deploy again\./,
    ({ outputs, say }) => {
      delete outputs.ConsoleUrl;
      say();
    },
  ],
  [
    'an output that is missing',
    /^\? SES identity: could not be looked at: The output SenderIdentity is missing: deploy again\./,
    ({ outputs, say }) => {
      delete outputs.SenderIdentity;
      say();
    },
  ],
];
