import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageSettings } from './stage-settings.ts';

export type ConsoleBuckets = {
  /** The console's files. */
  readonly files: IBucket;
  /** Who asked for what, kept as long as other logs. */
  readonly accessLog: IBucket;
};

const closed = ({ keepState }: StageSettings): BucketProps => ({
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  encryption: BucketEncryption.S3_MANAGED,
  removalPolicy: keepState ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});

// CDK's own types differ in an optional property that may be undefined in one and not in the other.
const bucket = (scope: Construct, id: string, props: BucketProps): IBucket => new Bucket(scope, id, props) as IBucket;

/** Two buckets that nobody but CloudFront and S3 itself come near. */
export const consoleBuckets = (scope: Construct, settings: StageSettings): ConsoleBuckets => {
  const accessLog = bucket(scope, 'ConsoleAccessLog', {
    ...closed(settings),
    // CloudFront writes its log with an access control list, or not at all.
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [
      { expiration: Duration.days(settings.logRetentionDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  });
  const files = bucket(scope, 'ConsoleFiles', {
    ...closed(settings),
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    serverAccessLogsBucket: accessLog,
    serverAccessLogsPrefix: 'bucket/',
  });
  return { files, accessLog };
};
