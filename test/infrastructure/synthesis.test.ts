import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { type Bundles, bundleFunctions, MissingHandlerError } from '#lib/bundle-functions.ts';
import { deployedFunctions } from '#lib/deployed-functions.ts';
import { invitationsApp } from '#lib/invitations-app.ts';

const execute = promisify(execFile);
const functionsFolder = resolve(import.meta.dirname, '../../functions');
const root = mkdtempSync(join(tmpdir(), 'invitations-synthesis-'));
afterAll(() => rmSync(root, { recursive: true }));

const newFolder = () => mkdtempSync(join(root, 'cdk.out-'));
const bundles = await bundleFunctions(deployedFunctions, functionsFolder, newFolder());
const source = (made: Bundles, name: (typeof deployedFunctions)[number]['name']) =>
  readFileSync(join(made.get(name)?.folder ?? '', 'index.mjs'), 'utf8');

// Stages differ in values only: checking two of them against CloudFormation's rules finds what checking all would.
test.each([
  ['dev', false],
  ['staging', false],
  ['prod', true],
  ['local', true],
])('stage %s has a template that CloudFormation takes', async (stage, validate) => {
  const app = await invitationsApp({ context: { stage }, bundles, outdir: newFolder(), validate });
  const stacks = app.synth().stacks.map(({ stackName, terminationProtection }) => [stackName, terminationProtection]);
  expect(stacks).toEqual([
    [`invitations-${stage}-state`, stage !== 'local'],
    [`invitations-${stage}`, false],
  ]);
});

test('the state is deployed before what runs on it', async () => {
  const app = await invitationsApp({ bundles, outdir: newFolder(), validate: false });
  const running = app.synth().getStackByName('invitations-dev');
  expect(running.dependencies.map(({ id }) => id)).toContain('invitations-dev-state');
});

test('an operation without a handler ends the synthesis and is named', async () => {
  const empty = join(newFolder(), 'functions');
  mkdirSync(empty);
  const synthesis = invitationsApp({ functionsFolder: empty, outdir: newFolder() });
  await expect(synthesis).rejects.toThrow(MissingHandlerError);
  await expect(synthesis).rejects.toThrow('getHealth has no handler: functions/http/get-health.ts does not exist.');
});

test('the same sources give the same bundles', async () => {
  const again = await bundleFunctions(deployedFunctions, functionsFolder, newFolder());
  for (const { name } of deployedFunctions) expect(source(again, name) === source(bundles, name)).toBe(true);
});

// In a process of its own: vitest would first transform each of them.
test('every bundle can be loaded as it is, and has a handler', async () => {
  const load = `
    const files = process.argv.slice(1);
    const handlers = await Promise.all(files.map(async (file) => typeof (await import(file)).handler));
    console.log(JSON.stringify(handlers));`;
  const files = deployedFunctions.map(({ name }) => join(bundles.get(name)?.folder ?? '', 'index.mjs'));
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', load, '--', ...files]);
  expect(JSON.parse(stdout)).toEqual(files.map(() => 'function'));
});

// Bytes are milliseconds of a cold start. What is over this limit has drawn in something that it doesn't use.
test.each(deployedFunctions)('the bundle of $name is below 450 kB', ({ name }) => {
  expect(bundles.get(name)?.bytes).toBe(Buffer.byteLength(source(bundles, name)));
  expect(bundles.get(name)?.bytes).toBeLessThan(450_000);
});

test('a function has in its bundle only what it uses', () => {
  expect(source(bundles, 'getHealth').includes('DynamoDB')).toBe(false);
  expect(source(bundles, 'getMe').includes('SendEmail')).toBe(false);
  expect(source(bundles, 'sendInvitationEmail').includes('SendEmail')).toBe(true);
});

test('a bundle that could not be made says why', async () => {
  const folder = join(newFolder(), 'functions');
  for (const { entry } of deployedFunctions) {
    mkdirSync(join(folder, entry, '..'), { recursive: true });
    writeFileSync(join(folder, entry), 'export { handler } from "./not-there.ts";');
  }
  await expect(bundleFunctions(deployedFunctions, folder, newFolder())).rejects.toThrow('./not-there.ts');
});
