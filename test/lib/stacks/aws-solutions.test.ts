import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { appOf, everything } from '#test/lib/synthesized.ts';

const report = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(
        z.object({ ruleName: z.string(), violatingConstructs: z.array(z.object({ constructPath: z.string() })) }),
      ),
    }),
  ),
});

/** Returns the warnings of the AwsSolutions pack as rule and construct. Throws for errors. */
const warnings = (app: App): string[] => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  const { pluginReports } = report.parse(JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')));
  return pluginReports
    .filter(({ pluginName }) => pluginName === 'AwsSolutions')
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );
};

test.each([
  ['dev', {}],
  ['staging', {}],
  ['local', {}],
  ['prod', { account: '123456789012', region: 'eu-west-1' }],
  ['prod', everything],
])('stage %s with %j passes AwsSolutions', async (stage, settings) => {
  expect(warnings(await appOf(stage, settings))).toEqual([]);
});

// Proves that the test above finds violations.
test('the AwsSolutions test finds a violation', async () => {
  const app = await appOf('dev');
  const stack = app.node.findChild('invitations-dev');
  new Queue(stack, 'Careless');
  expect(() => warnings(app)).toThrow(
    "invitations-dev/Careless/Resource aws-cdk-lib.aws_sqs.CfnQueue\n   Acknowledge with 'AwsSolutions::AwsSolutions-SQS4'",
  );
});

test('every suppression has one construct and a reason', async () => {
  const app = await appOf('prod', everything);
  const exceptions = app.node
    .findAll()
    .flatMap((construct) =>
      construct.node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => Object.entries<string>(data).map(([rule, reason]) => ({ rule, reason, construct }))),
    );
  expect(exceptions.filter(({ rule }) => rule.startsWith('AwsSolutions::')).length).toBeGreaterThan(20);
  expect(exceptions.filter(({ rule }) => rule.startsWith('cdk-validator-cfnguard::')).length).toBeGreaterThan(1);
  for (const { reason, construct } of exceptions) {
    expect(reason).toMatch(/^.{30,}\.$/);
    expect(Stack.isStack(construct)).toBe(false);
    expect(construct).not.toBe(app);
  }
});
