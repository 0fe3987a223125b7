import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { type App, Validations } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { appOf, everything } from '#test/lib/synthesized.ts';

const ownKeys = 'AWS encrypts with keys of its own; one of ours is one more thing to lose, with all that it encrypts.';

/** Rules that do not fit, with the reason. */
const unfit: Readonly<Record<string, string>> = {
  'CT.CLOUDFRONT.PR.4': 'There is one bucket and one API, in one region: nothing that an origin could fail over to.',
  'CT.CLOUDWATCH.PR.3': ownKeys,
  'CT.DYNAMODB.PR.2': ownKeys,
  'CT.LAMBDA.PR.2':
    'It reads no source that is joined of text and references; other tests hold who may call a function.',
  'CT.LAMBDA.PR.3': 'Functions call services of AWS only; a network of our own would add its gateways to each call.',
  'CT.S3.PR.4': 'Nothing follows from a file of the console, or from a line of an access log.',
  'CT.S3.PR.6': 'Old files of the console stay for tabs that are open; the access log has its lifecycle.',
  'CT.S3.PR.9': 'Each deployment writes the files of the console again, and logs expire.',
  'CT.S3.PR.10': ownKeys,
  'CT.S3.PR.11': 'A wrong file of the console is fixed by another deployment; a log is never overwritten.',
};

const validator = dirname(createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
// Only the services of the templates: all rules take ten times as long.
const services = ['cloudfront', 'cloudwatch', 'dynamodb', 'identityandaccessmanagement', 'lambda', 's3', 'sqs', 'waf'];
const rules = services.map((service) => join(validator, 'rules/control-tower/cfn-guard', service));

const report = z.object({
  pluginReports: z.array(
    z.object({ pluginName: z.string(), violations: z.array(z.object({ description: z.string() })) }),
  ),
});

/** Returns the violated rules, such as `CT.S3.PR.6`. */
const brokenIn = (app: App): string[] => {
  const guard = new CfnGuardValidator({ controlTowerRulesEnabled: false, rules });
  Validations.of(app).addPlugins(guard);
  try {
    app.synth();
  } catch {
    // A rule is violated: the report names it.
  }
  const { pluginReports } = report.parse(JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')));
  const found = pluginReports.filter(({ pluginName }) => pluginName === guard.name);
  expect(found).toHaveLength(1);
  const names = found.flatMap(({ violations }) =>
    violations.map(({ description }) => /\[(CT[^\]]+)\]/.exec(description)?.[1]),
  );
  return [...new Set(names)].map(String).sort();
};

test.each([
  ['its own settings alone', {}],
  ['all that can be asked for', everything],
])('prod with %s passes the Control Tower rules that fit', async (_, settings) => {
  expect(brokenIn(await appOf('prod', settings))).toEqual(Object.keys(unfit).sort());
});

// Proves that the test above finds violations.
test('the Control Tower test finds a violation', async () => {
  const app = await appOf('prod');
  new Table(app.node.findChild('invitations-prod'), 'Careless', {
    partitionKey: { name: 'PK', type: AttributeType.STRING },
  });
  expect(brokenIn(app)).toContain('CT.DYNAMODB.PR.1');
});
