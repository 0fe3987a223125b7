import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { bundleFunctions, MissingHandlerError } from '#lib/functions/bundle-functions.ts';
import { deployedFunctions } from '#lib/functions/deployed-functions.ts';
import { invitationsApp } from '#lib/stacks/invitations-app.ts';
import { contextOf, everything } from '#test/lib/synthesized.ts';

const repository = resolve(import.meta.dirname, '../../..');
const functionsFolder = join(repository, 'functions');
const root = mkdtempSync(join(tmpdir(), 'invitations-synthesis-'));
afterAll(() => rmSync(root, { recursive: true }));

const newFolder = () => mkdtempSync(join(root, 'cdk.out-'));
const consoleFolder = newFolder();
mkdirSync(join(consoleFolder, 'assets'));
const bundles = await bundleFunctions(deployedFunctions, functionsFolder, newFolder());

// Stages differ in values only, so validating two of them is enough.
test.each([
  ['dev', false],
  ['staging', false],
  ['prod', true],
  ['local', true],
])('stage %s has valid CloudFormation templates', async (stage, validate) => {
  const app = await invitationsApp({
    context: contextOf(stage),
    bundles,
    consoleFolder,
    outdir: newFolder(),
    validate,
  });
  const stacks = app.synth().stacks.map(({ stackName, terminationProtection }) => [stackName, terminationProtection]);
  expect(stacks).toEqual([
    [`invitations-${stage}-state`, stage === 'staging' || stage === 'prod'],
    [`invitations-${stage}`, false],
  ]);
});

test('all settings together produce valid CloudFormation templates', async () => {
  const context = contextOf('prod', everything);
  const app = await invitationsApp({ context, bundles, consoleFolder, outdir: newFolder(), validate: true });
  expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual([
    'invitations-prod-edge',
    'invitations-prod-state',
    'invitations-prod',
    'invitations-prod-edge-alarms',
  ]);
});

// The command line resolves the folder relative to the working directory.
test('the CDK command line synthesizes a stage with its assets', async () => {
  const outdir = newFolder();
  const command = ['synth', '-q', '-c', 'stage=dev', '--output', relative(repository, outdir)];
  await promisify(execFile)('node_modules/.bin/cdk', command, { cwd: repository });
  expect(readdirSync(outdir)).toEqual(
    expect.arrayContaining(['invitations-dev-state.template.json', 'invitations-dev.template.json']),
  );
  expect(readdirSync(join(outdir, 'console'))).toContain('index.html');
});

test('the stateless stack depends on the stateful stack', async () => {
  const app = await invitationsApp({ bundles, consoleFolder, outdir: newFolder(), validate: false });
  const running = app.synth().getStackByName('invitations-dev');
  expect(running.dependencies.map(({ id }) => id)).toContain('invitations-dev-state');
});

test.each([
  [{}, 'unknown-account', 'unknown-region'],
  [{ account: '123456789012', region: 'eu-west-1' }, '123456789012', 'eu-west-1'],
])('with %j both stacks are for account %s and region %s', async (settings, account, region) => {
  const context = contextOf('prod', settings);
  const app = await invitationsApp({ context, bundles, consoleFolder, outdir: newFolder(), validate: false });
  // The alarms on CloudFront are in us-east-1.
  const inRegion = app.synth().stacks.filter(({ stackName }) => !stackName.endsWith('-edge-alarms'));
  for (const { environment } of inRegion) expect(environment).toMatchObject({ account, region });
});

test('the synthesis fails for an operation without a handler and names it', async () => {
  const empty = join(newFolder(), 'functions');
  mkdirSync(empty);
  const synthesis = invitationsApp({ functionsFolder: empty, outdir: newFolder() });
  await expect(synthesis).rejects.toThrow(MissingHandlerError);
  await expect(synthesis).rejects.toThrow('getHealth has no handler: functions/http/get-health.ts does not exist.');
});
