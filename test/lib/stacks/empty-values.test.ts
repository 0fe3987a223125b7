import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { expect, onTestFinished, test } from 'vitest';
import { settingNames } from '#lib/settings/stage-settings.ts';
import { DeliveryRolesStack } from '#lib/stacks/delivery-roles-stack.ts';
import { appOf, contextOf, everything } from '#test/lib/synthesized.ts';

// CloudFront requires an empty value with an origin access control.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-s3originconfig.html
const emptyByDocumentation = /\.S3OriginConfig\.OriginAccessIdentity$/;

/** Returns the paths of empty lists and strings in a template. */
const emptyIn = (value: unknown, path: string): string[] => {
  if (value === '' || (Array.isArray(value) && value.length === 0)) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    // Skips the separator of Fn::Join, which the service does not see.
    name === 'Fn::Join' ? emptyIn(inner[1], path) : emptyIn(inner, `${path}.${name}`),
  );
};

// Other tests cover the rules of CloudFormation.
const unchecked = { builtinCloudFormationValidation: false };

const emptyInApp = (app: App): string[] =>
  app
    .synth()
    .stacks.flatMap(({ stackName, template }) => emptyIn(template.Resources, stackName))
    .filter((path) => !emptyByDocumentation.test(path));

test.each([
  ['dev with its own settings', 'dev', {}],
  ['prod with its own settings', 'prod', {}],
  ['prod with every setting on', 'prod', everything],
])('the templates of %s have no empty list or string', async (_, stage, settings) => {
  expect(emptyInApp(await appOf(stage, settings))).toEqual([]);
});

test.each(['staging', 'prod'])('the pipeline roles of %s have no empty list or string', (stage) => {
  const outdir = mkdtempSync(join(tmpdir(), 'invitations-delivery-'));
  onTestFinished(() => rmSync(outdir, { recursive: true }));
  const app = new App({
    context: { stage, repository: 'example/invitations' },
    outdir,
    analyticsReporting: false,
    ...unchecked,
  });
  new DeliveryRolesStack(app);
  expect(emptyInApp(app)).toEqual([]);
});

test('the test settings `everything` include every optional setting', () => {
  // Each stage has these settings; the last one removes what the others add.
  const ofEveryStage = [
    ...['productName', 'senderEmail', 'hostedLoginPrefix', 'invitationLifetimeSeconds', 'resendPauseSeconds'],
    ...['keepState', 'logRetentionDays', 'alarms', 'emailsPerDay', 'emailsPerSecond', 'restoring'],
  ];
  expect([...Object.keys(contextOf('prod', everything)), ...ofEveryStage].sort()).toEqual(
    [...settingNames, 'stage'].sort(),
  );
});
