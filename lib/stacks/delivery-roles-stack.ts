import { type App, Aws, CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { SettingsError } from '#lib/settings/stage-settings.ts';
import { acknowledge } from './acknowledge.ts';

const issuer = 'token.actions.githubusercontent.com';

const deliveredStages = ['staging', 'prod'] as const;
type DeliveredStage = (typeof deliveredStages)[number];

type RoleProps = {
  readonly name: string;
  /** The part of the GitHub token's subject after the repository. */
  readonly subject: string;
  readonly statements: readonly PolicyStatement[];
};

// The tokens of newer repositories contain numeric ids: `owner@123/name@456`.
const repositoryName = /^[\w.-]+(?:@\d+)?\/[\w.-]+(?:@\d+)?$/;

const isDelivered = (stage: unknown): stage is DeliveredStage => deliveredStages.some((known) => known === stage);

const asked = (app: App): { readonly stage: DeliveredStage; readonly repository: string } => {
  const stage: unknown = app.node.tryGetContext('stage');
  const repository: unknown = app.node.tryGetContext('repository');
  if (!isDelivered(stage)) throw new SettingsError(`stage: must be one of ${deliveredStages.join(', ')}.`);
  if (typeof repository !== 'string' || !repositoryName.test(repository))
    throw new SettingsError('repository: must be owner/name, as in the tokens of GitHub.');
  return { stage, repository };
};

/**
 * Permission to assume CDK's deployment roles, in the stage's region and, for firewall and CloudFront alarms, us-east-1.
 * https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
const throughCdk = () =>
  new PolicyStatement({
    actions: ['sts:AssumeRole'],
    resources: ['deploy', 'file-publishing'].flatMap((kind) =>
      [Aws.REGION, 'us-east-1'].map(
        (region) =>
          `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/cdk-hnb659fds-${kind}-role-${Aws.ACCOUNT_ID}-${region}`,
      ),
    ),
  });

const ofStacks = (actions: readonly string[], names: readonly string[]) =>
  new PolicyStatement({
    actions: actions.map((action) => `cloudformation:${action}`),
    resources: names.map(
      // The firewall's stack is in another region.
      (name) => `arn:${Aws.PARTITION}:cloudformation:*:${Aws.ACCOUNT_ID}:stack/invitations-${name}/*`,
    ),
  });

const smokeTest = (stage: DeliveredStage) =>
  new PolicyStatement({
    actions: ['lambda:InvokeFunction'],
    resources: [`arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:invitations-${stage}-smoke`],
  });

/** Returns an ARN as cdk-nag prints it, with placeholders for deploy-time values. */
const inWords = (arn: string): string =>
  arn.replace(Aws.PARTITION, '<AWS::Partition>').replace(Aws.ACCOUNT_ID, '<AWS::AccountId>');

/**
 * Roles that a GitHub pipeline assumes without access keys: one that deploys, for jobs of the stage's environment
 * only, and in staging one that reads templates, for pull requests.
 */
export class DeliveryRolesStack extends Stack {
  constructor(app: App) {
    const { stage, repository } = asked(app);
    super(app, `invitations-${stage}-delivery`, { description: 'Invitations: roles of the pipeline on GitHub' });
    Tags.of(this).add('application', 'invitations');
    Tags.of(this).add('stage', stage);
    this.addRole(repository, {
      name: `invitations-${stage}-deploy`,
      subject: `environment:${stage}`,
      statements: [throughCdk(), ofStacks(['DescribeStacks'], [stage]), smokeTest(stage)],
    });
    // Any code of a pull request runs with this role, so it has fewer permissions than CDK's lookup role.
    if (stage === 'staging')
      this.addRole(repository, {
        name: 'invitations-staging-diff',
        subject: 'pull_request',
        statements: [
          ofStacks(
            ['DescribeStacks', 'GetTemplate'],
            ['staging', 'staging-state', 'staging-edge', 'staging-edge-alarms'],
          ),
        ],
      });
  }

  private addRole(repository: string, { name, subject, statements }: RoleProps): void {
    const provider = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:oidc-provider/${issuer}`;
    const role = new Role(this, name, {
      roleName: name,
      assumedBy: new WebIdentityPrincipal(provider, {
        StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: `repo:${repository}:${subject}` },
      }),
      inlinePolicies: { rights: new PolicyDocument({ statements: [...statements] }) },
    });
    for (const arn of statements.flatMap(({ resources }) => resources).filter((of) => of.endsWith('/*')))
      acknowledge(role, `IAM5[Resource::${inWords(arn)}]`, 'CloudFormation appends an id to the name of a stack.');
    new CfnOutput(this, `${name}Role`.replaceAll('-', ''), { value: role.roleArn });
  }
}
