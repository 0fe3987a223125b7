import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsClientStub, mockClient } from 'aws-sdk-client-mock';
import { runningStack } from '#operator/local-run/running-stack.ts';

const dnsRecords = [
  { name: 'key._domainkey.acme.test', type: 'CNAME', value: 'key.dkim.amazonses.com' },
  { name: 'mail.acme.test', type: 'MX', value: '10 feedback-smtp.eu-central-1.amazonses.com' },
  { name: 'mail.acme.test', type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
  { name: '_dmarc.acme.test', type: 'TXT', value: 'v=DMARC1; p=none' },
];

/** Returns the outputs of a stage whose console, API and sign-in are those of a local run. */
const outputsAt = async (url: string): Promise<Record<string, string>> => ({
  ConsoleUrl: url,
  ApiUrl: url,
  GoogleRedirectUri: `${url}/oauth2/idpresponse`,
  ClientId: (await runningStack(url)).clientId,
  DnsRecords: JSON.stringify(dnsRecords),
  SenderIdentity: 'acme.test',
  TableName: 'invitations-prod',
  UserPoolId: 'eu-central-1_pool',
  ConsoleDistributionId: 'E123',
  EdgeAlarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:invitations-prod-edge-alarms',
  EmailDeadLetterQueueUrl: 'https://sqs.test/invitations-prod-emails-dead-letters',
  EmailsPerSecond: '14',
  FailureQueueUrl: 'https://sqs.test/invitations-prod-failures',
  AlarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:invitations-prod-alarms',
});

const none = async (_name: string): Promise<string[]> => {
  throw Object.assign(new Error('queryA ENODATA'), { code: 'ENODATA' });
};

/** Returns a resolver with these records. */
const resolver = {
  resolveCname: async (_name: string) => ['Key.dkim.amazonses.com'],
  resolveMx: async (_name: string) => [{ priority: 10, exchange: 'feedback-smtp.eu-central-1.amazonses.com' }],
  resolveTxt: async (name: string) =>
    name.startsWith('_dmarc')
      ? [['v=DMARC1; ', 'p=reject']]
      : [['google=x'], ['v=spf1 include:other.test include:amazonses.com -all']],
  resolve4: none,
};

/** The AccessDenied error of a table's resource policy. */
const deniedByTable = Object.assign(
  new Error(
    'User: arn:aws:iam::123456789012:user/admin is not authorized to perform: dynamodb:DeleteItem on resource: invitations-prod with an explicit deny in a resource-based policy',
  ),
  { name: 'AccessDeniedException' },
);

const identity = {
  VerifiedForSendingStatus: true,
  DkimAttributes: { Status: 'SUCCESS' as const },
  MailFromAttributes: {
    MailFromDomain: 'mail.acme.test',
    MailFromDomainStatus: 'SUCCESS' as const,
    BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' as const,
  },
};

const everyMemberIsIndexed = ({ dynamodb }: { readonly dynamodb: AwsClientStub<DynamoDBClient> }) =>
  dynamodb.on(QueryCommand).resolves({ Items: [{ SK: { S: 'acme' } }], Count: 0 });

const everyFunctionWorks = ({ lambda }: { readonly lambda: AwsClientStub<LambdaClient> }) =>
  lambda
    .on(ListEventSourceMappingsCommand)
    .resolves({ EventSourceMappings: [{ UUID: 'u1', State: 'Enabled', LastProcessingResult: 'OK' }] })
    .on(GetAccountSettingsCommand)
    .resolves({ AccountLimit: { ConcurrentExecutions: 1000 } })
    .on(GetFunctionConcurrencyCommand, { FunctionName: 'invitations-prod-send-invitations' })
    .resolves({ ReservedConcurrentExecutions: 50 });

/** Creates fakes of AWS, DNS and Google for a healthy stage. Tests change what they need. */
export const healthyStage = async (url: string) => {
  const outputs = await outputsAt(url);
  const aws = {
    cloudformation: mockClient(CloudFormationClient),
    cloudwatch: mockClient(CloudWatchClient),
    dynamodb: mockClient(DynamoDBClient),
    lambda: mockClient(LambdaClient),
    ses: mockClient(SESv2Client),
    sns: mockClient(SNSClient),
    sqs: mockClient(SQSClient),
  };
  const stack = { StackName: 'any', CreationTime: new Date(), StackStatus: 'UPDATE_COMPLETE' as const };
  const say = () => {
    const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
    aws.cloudformation
      .on(DescribeStacksCommand)
      .resolves({ Stacks: [{ ...stack, Outputs, EnableTerminationProtection: true }] });
  };
  say();
  const alarm = { AlarmName: 'invitations-prod-api-throttled', StateValue: 'OK' as const, ActionsEnabled: true };
  aws.cloudwatch
    .on(DescribeAlarmsCommand)
    .resolves({ MetricAlarms: [alarm] })
    .on(GetMetricDataCommand)
    .resolves({ MetricDataResults: [{ Id: 'e1', Values: [0] }] });
  everyMemberIsIndexed(aws)
    .on(DeleteItemCommand)
    .rejects(deniedByTable)
    .on(PutItemCommand)
    .rejects(deniedByTable)
    .on(TransactWriteItemsCommand)
    .rejects(deniedByTable)
    .on(DescribeTableCommand)
    .resolves({
      Table: {
        DeletionProtectionEnabled: true,
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    })
    .on(DescribeTimeToLiveCommand)
    .resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' } })
    .on(DescribeContinuousBackupsCommand)
    .resolves({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
      },
    });
  everyFunctionWorks(aws);
  aws.ses
    .on(GetEmailIdentityCommand)
    .resolves(identity)
    .on(GetAccountCommand)
    .resolves({
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      EnforcementStatus: 'HEALTHY',
      SendQuota: { MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 0 },
    });
  aws.sns
    .on(ListSubscriptionsByTopicCommand)
    .resolves({ Subscriptions: [{ SubscriptionArn: 'arn:aws:sns:eu-central-1:1:a:b' }] });
  aws.sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '0' } });
  return { aws, stack, identity, outputs, say, resolver: { ...resolver }, google: `${url}/google/` };
};

export type HealthyStage = Awaited<ReturnType<typeof healthyStage>>;
