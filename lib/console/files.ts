import { join } from 'node:path';
import { Aws, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { ownLog } from '#lib/functions/node-function.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { hostedLoginUrl } from '#lib/sign-in/hosted-login.ts';
import { userPoolIssuer } from '#lib/sign-in/sign-in.ts';
import { acknowledge } from '#lib/stacks/acknowledge.ts';

type ConsoleFilesProps = {
  readonly settings: StageSettings;
  /** The origins of the console, starting with the one in emails. */
  readonly origins: readonly [string, ...string[]];
  readonly userPoolId: string;
  readonly clientId: string;
  /** Folder of the console build. */
  readonly folder: string;
  readonly bucket: IBucket;
};

/** Content of `/settings.json`, which the console reads first. */
const consoleSettings = ({ settings, origins: known, userPoolId, clientId }: ConsoleFilesProps) => {
  const hostedLogin = hostedLoginUrl(settings, Aws.REGION);
  // Lazy, so that the template contains the value like all others that differ by stage, instead of the file.
  const origins = known.map((produced) => Lazy.string({ produce: () => produced }));
  const [origin] = origins;
  return {
    productName: settings.productName,
    supportUrl: settings.supportUrl,
    resendPauseSeconds: settings.resendPauseSeconds,
    signIn: {
      issuer: userPoolIssuer(userPoolId),
      authorizationEndpoint: `${hostedLogin}/oauth2/authorize`,
      tokenEndpoint: `${hostedLogin}/oauth2/token`,
      revocationEndpoint: `${hostedLogin}/oauth2/revoke`,
      logoutEndpoint: `${hostedLogin}/logout`,
      clientId,
      redirectUri: `${origin}/signed-in`,
      logoutUri: `${origin}/`,
      origins,
    },
  };
};

/** Creates a narrower role than CDK's default, which could delete files and write to any log. */
const deployerRole = (
  scope: Construct,
  { settings, bucket }: ConsoleFilesProps,
  from: IBucket,
  logGroup: LogGroup,
): IRole => {
  const role = new Role(scope, 'ConsoleFilesRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      rights: new PolicyDocument({
        statements: [
          ownLog(logGroup),
          new PolicyStatement({ actions: ['s3:GetObject'], resources: [from.arnForObjects('*')] }),
          new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
          new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')] }),
        ],
      }),
    },
  });
  const bucketArn = `invitations-${settings.stage}-state:ExportsOutputFnGetAttConsoleFiles82B82817Arn68253912`;
  acknowledge(role, `IAM5[Resource::${bucketArn}/*]`, 'It adds the files of the console to one bucket.');
  const { account, region } = settings;
  const assets = `arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-${account || '<AWS::AccountId>'}-${region || '<AWS::Region>'}`;
  acknowledge(
    role,
    `IAM5[Resource::${assets}/*]`,
    'It reads the assets of deployments, whose names change with their content.',
  );
  return role.withoutPolicyUpdates();
};

/**
 * Puts the console's files and settings into the bucket with each deployment. Nothing is ever taken out: a tab that
 * was opened before still finds the parts that it loads later, by the names that they had.
 */
export const consoleFiles = (scope: Construct, props: ConsoleFilesProps): void => {
  const { settings, folder, bucket } = props;
  const logGroup = new LogGroup(scope, 'ConsoleFilesLog', {
    logGroupName: `/aws/lambda/invitations-${settings.stage}-console-files`,
    retention: settings.logRetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const assets = new Asset(scope, 'ConsoleAssetFiles', { path: join(folder, 'assets') });
  const common = {
    destinationBucket: bucket,
    prune: false,
    retainOnDelete: true,
    outputObjectKeys: false,
    memoryLimit: 512,
    role: deployerRole(scope, props, assets.bucket, logGroup),
    logGroup,
  };
  const first = new BucketDeployment(scope, 'ConsoleAssets', {
    ...common,
    sources: [Source.bucket(assets.bucket, assets.s3ObjectKey)],
    destinationKeyPrefix: 'assets/',
    // Their names contain a hash of their content.
    cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
  });
  const second = new BucketDeployment(scope, 'ConsolePages', {
    ...common,
    sources: [Source.asset(folder, { exclude: ['assets'] }), Source.jsonData('settings.json', consoleSettings(props))],
    cacheControl: [CacheControl.noCache()],
  });
  // The function that both share; CDK creates it as a sibling.
  const copier = Stack.of(scope).node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
  if (copier) acknowledge(copier, 'L1', 'CDK chooses the runtime of its own function and updates it.');
  // Pages must not refer to assets that are not deployed yet.
  second.node.addDependency(first);
};
