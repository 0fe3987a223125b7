import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { functionName } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { acknowledge } from '#lib/stacks/acknowledge.ts';
import type { Bundle } from './bundle-functions.ts';
import { type DeployedFunction, pascalCase } from './deployed-functions.ts';

type NodeFunctionProps = {
  readonly deployed: DeployedFunction;
  readonly bundle: Bundle;
  readonly settings: StageSettings;
  readonly environment: Readonly<Record<string, string>>;
  /** @default CloudFormation makes one up */
  readonly roleName?: string;
  /** Calls at once that nothing else in the account can take. @default none */
  readonly reservedConcurrency?: number;
  /** All that it may do beside writing its own log and traces. */
  readonly statements: readonly PolicyStatement[];
};

/** The right to write the log of its own. */
export const ownLog = (logGroup: LogGroup) =>
  new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });

// X-Ray takes no resource.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
const traces = () =>
  new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] });

/** A function as all of ours are: Node.js 24 on arm64, traced, with a log group and a role of its own. */
export const nodeFunction = (scope: Construct, props: NodeFunctionProps): LambdaFunction => {
  const { deployed, settings } = props;
  const id = pascalCase(deployed.name);
  const name = functionName(settings.stage, deployed.name);
  const logGroup = new LogGroup(scope, `${id}Log`, {
    logGroupName: `/aws/lambda/${name}`,
    retention: settings.logRetentionDays,
    // It has a name: left behind, it would be in the way when the stack is made anew.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, {
    ...(props.roleName !== undefined && { roleName: props.roleName }),
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      rights: new PolicyDocument({ statements: [ownLog(logGroup), traces(), ...props.statements] }),
    },
  });
  acknowledge(role, 'IAM5[Resource::*]', 'X-Ray, and ListStreams of readers of the table, take no resource.');
  if (deployed.name === 'sendInvitationEmail')
    acknowledge(
      role,
      'IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
      'In the sandbox the identities of recipients count too; a condition names the one sender.',
    );
  return new LambdaFunction(scope, id, {
    functionName: name,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(props.bundle.folder),
    memorySize: deployed.memoryMegabytes,
    ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
    timeout: Duration.seconds(deployed.timeoutSeconds),
    environment: props.environment,
    tracing: Tracing.ACTIVE,
    logGroup,
    // Constructs would add to the role what they think is needed; rights.ts alone says what is.
    role: role.withoutPolicyUpdates(),
  });
};
