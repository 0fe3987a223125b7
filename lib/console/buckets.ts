import { CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { removalPolicy } from '#lib/data/removal-policy.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { acknowledge, acknowledgeControl } from '#lib/stacks/acknowledge.ts';

export type ConsoleBuckets = {
  /** The console's files. */
  readonly files: IBucket;
  /** Who asked for what, kept as long as other logs. */
  readonly accessLog: IBucket;
};

const closed = (settings: StageSettings): BucketProps => ({
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  encryption: BucketEncryption.S3_MANAGED,
  removalPolicy: removalPolicy(settings),
  // CloudFormation deletes empty buckets only.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
  autoDeleteObjects: !settings.keepState,
});

// CDK's own types differ in an optional property that may be undefined in one and not in the other.
const bucket = (scope: Construct, id: string, props: BucketProps): IBucket => new Bucket(scope, id, props) as IBucket;

/** CDK makes a function that empties what goes with its stack: it gets a log that ends some time. */
const autoDeleteLog = (scope: Construct, { stage, logRetentionDays }: StageSettings): void => {
  const provider = Stack.of(scope).node.tryFindChild('Custom::S3AutoDeleteObjectsCustomResourceProvider');
  const [role, handler] = ['Role', 'Handler'].map((id) => provider?.node.tryFindChild(id));
  if (!role || !CfnResource.isCfnResource(handler)) return;
  const log = new LogGroup(scope, 'EmptyingLog', {
    logGroupName: `/aws/lambda/invitations-${stage}-emptying`,
    retention: logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  handler.addPropertyOverride('LoggingConfig.LogGroup', log.logGroupName);
  acknowledge(handler, 'L1', 'CDK chooses the runtime of its own function, and keeps it current.');
  acknowledge(
    role,
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    'CDK makes it for a function that runs while a stack without data is taken down.',
  );
};

/** Two buckets that nobody but CloudFront and S3 itself come near. */
export const consoleBuckets = (scope: Construct, settings: StageSettings): ConsoleBuckets => {
  const accessLog = bucket(scope, 'ConsoleAccessLog', {
    ...closed(settings),
    // CloudFront writes its log with an access control list, or not at all.
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [
      { expiration: Duration.days(settings.logRetentionDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
  acknowledgeControl(accessLog, 's3_bucket_logging_enabled_check', 'It is the log, and nobody reads it but operators.');
  const files = bucket(scope, 'ConsoleFiles', {
    ...closed(settings),
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    serverAccessLogsBucket: accessLog,
    serverAccessLogsPrefix: 'bucket/',
  });
  autoDeleteLog(scope, settings);
  return { files, accessLog };
};
