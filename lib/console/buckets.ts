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
  /** Access log of distribution and files, retained for 30 days at most. */
  readonly accessLog: IBucket;
};

const closed = (settings: StageSettings): BucketProps => ({
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  encryption: BucketEncryption.S3_MANAGED,
  removalPolicy: removalPolicy(settings),
  // CloudFormation deletes only empty buckets.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
  autoDeleteObjects: !settings.keepState,
});

// CDK's types differ in an optional property that only one of them allows to be undefined.
const bucket = (scope: Construct, id: string, props: BucketProps): IBucket => new Bucket(scope, id, props) as IBucket;

/** Adds a log group with a retention to CDK's function that empties buckets. */
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
  acknowledge(handler, 'L1', 'CDK chooses the runtime of its own function and updates it.');
  acknowledge(
    role,
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    'CDK creates it for a function that runs only when a stack without data is deleted.',
  );
};

/**
 * Longest retention of the access log. It has query strings, and so the addresses and names that admins filtered lists
 * by; CloudFront's standard log can't leave them out.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
const mostLogDays = 30;

/** Creates two buckets that only CloudFront and S3 itself can access. */
export const consoleBuckets = (scope: Construct, settings: StageSettings): ConsoleBuckets => {
  const accessLog = bucket(scope, 'ConsoleAccessLog', {
    ...closed(settings),
    // CloudFront requires access control lists to write its log.
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [
      {
        expiration: Duration.days(Math.min(settings.logRetentionDays, mostLogDays)),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
  acknowledgeControl(accessLog, 's3_bucket_logging_enabled_check', 'It is the log itself, and only operators read it.');
  const files = bucket(scope, 'ConsoleFiles', {
    ...closed(settings),
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    serverAccessLogsBucket: accessLog,
    serverAccessLogsPrefix: 'bucket/',
  });
  autoDeleteLog(scope, settings);
  return { files, accessLog };
};
