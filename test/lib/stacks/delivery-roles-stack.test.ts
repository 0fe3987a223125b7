import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, expect, test } from 'vitest';
import { DeliveryRolesStack } from '#lib/stacks/delivery-roles-stack.ts';
import { resolved } from '#test/lib/resolved.ts';
import { resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const root = mkdtempSync(join(tmpdir(), 'invitations-delivery-'));
afterAll(() => rmSync(root, { recursive: true }));

const appOf = (context: Readonly<Record<string, unknown>>): App =>
  new App({ context: { ...context }, outdir: mkdtempSync(join(root, 'app-')), analyticsReporting: false });

const roles = (stage: string, repository = 'example/invitations') => {
  const template = Template.fromStack(new DeliveryRolesStack(appOf({ stage, repository })));
  const text = (value: unknown) => resolved(value, { resources: {}, exports: new Map() });
  return new Map(
    resourcesOf(template, 'AWS::IAM::Role').map(([, { Properties }]) => {
      const statements = Properties.Policies.flatMap(
        ({ PolicyDocument }: { PolicyDocument: { Statement: object[] } }) => PolicyDocument.Statement,
      );
      const [trust, ...more] = Properties.AssumeRolePolicyDocument.Statement;
      return [
        String(Properties.RoleName),
        {
          trust: { ...trust, Principal: text(trust.Principal.Federated), more },
          rights: statements.map(({ Action, Resource }: { Action: unknown; Resource: unknown }) => ({
            actions: [Action].flat(),
            on: [Resource].flat().map(text),
          })),
        },
      ];
    }),
  );
};

const trusted = (subject: string) => ({
  Action: 'sts:AssumeRoleWithWebIdentity',
  Effect: 'Allow',
  Principal: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
  // Compared exactly: a pattern could match a branch or another repository.
  Condition: {
    StringEquals: {
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': subject,
    },
  },
  more: [],
});

const cdkRoles = ['deploy', 'file-publishing'].flatMap((kind) =>
  ['eu-central-1', 'us-east-1'].map(
    (region) => `arn:aws:iam::123456789012:role/cdk-hnb659fds-${kind}-role-123456789012-${region}`,
  ),
);
const stackArn = (name: string) => `arn:aws:cloudformation:*:123456789012:stack/invitations-${name}/*`;
const deployRights = (stage: string) => [
  { actions: ['sts:AssumeRole'], on: cdkRoles },
  { actions: ['cloudformation:DescribeStacks'], on: [stackArn(stage)] },
  {
    actions: ['lambda:InvokeFunction'],
    on: [`arn:aws:lambda:eu-central-1:123456789012:function:invitations-${stage}-smoke`],
  },
];

test('only jobs of the environment prod can assume the deployment role', () => {
  const trust = trusted('repo:example/invitations:environment:prod');
  expect(roles('prod')).toEqual(new Map([['invitations-prod-deploy', { trust, rights: deployRights('prod') }]]));
});

test('the role for pull requests can only read templates of staging', () => {
  const ofStaging = roles('staging', 'example@12/invitations@34');
  expect([...ofStaging.keys()]).toEqual(['invitations-staging-deploy', 'invitations-staging-diff']);
  expect(ofStaging.get('invitations-staging-diff')).toEqual({
    trust: trusted('repo:example@12/invitations@34:pull_request'),
    rights: [
      {
        actions: ['cloudformation:DescribeStacks', 'cloudformation:GetTemplate'],
        on: ['staging', 'staging-state', 'staging-edge', 'staging-edge-alarms'].map(stackArn),
      },
    ],
  });
});

test.each(['staging', 'prod'])('the roles of %s pass AwsSolutions', (stage) => {
  const app = appOf({ stage, repository: 'example/invitations' });
  new DeliveryRolesStack(app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});

test.each([
  [{ repository: 'example/invitations' }, 'stage: must be one of staging, prod.'],
  [{ stage: 'dev', repository: 'example/invitations' }, 'stage: must be one of staging, prod.'],
  [{ stage: 'prod' }, 'repository: must be owner/name'],
  [{ stage: 'prod', repository: 'example/*' }, 'repository: must be owner/name'],
  [{ stage: 'prod', repository: 'example/invitations:ref:refs/heads/main' }, 'repository: must be owner/name'],
])('DeliveryRolesStack rejects %j', (context, sentence) => {
  expect(() => new DeliveryRolesStack(appOf(context))).toThrow(sentence);
});

test('the stateless stack has the output Commit', async () => {
  const commit = 'c'.repeat(40);
  expect((await synthesized('prod', { commit })).running.toJSON().Outputs.Commit).toEqual({ Value: commit });
  expect((await synthesized('prod')).running.toJSON().Outputs).not.toHaveProperty('Commit');
});
