import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Bundles, bundleFunctions, MissingHandlerError } from '#lib/bundle-functions.ts';
import { deployedFunctions } from '#lib/deployed-functions.ts';
import { invitationsApp } from '#lib/invitations-app.ts';

const functionsFolder = resolve(import.meta.dirname, '../../functions');
const workspace = mkdtempSync(join(tmpdir(), 'invitations-synthesis-'));
afterAll(() => rmSync(workspace, { recursive: true }));

const newFolder = () => mkdtempSync(join(workspace, 'cdk.out-'));
const bundles = await bundleFunctions(deployedFunctions, functionsFolder, newFolder());
const source = (made: Bundles, name: (typeof deployedFunctions)[number]['name']) =>
  readFileSync(join(made.get(name)?.folder ?? '', 'index.mjs'), 'utf8');

test.each(['dev', 'staging', 'prod', 'local'])('stage %s has a template that CloudFormation takes', async (stage) => {
  const app = await invitationsApp({ context: { stage }, bundles, outdir: newFolder(), validate: true });
  const names = app.synth().stacks.map(({ stackName }) => stackName);
  expect(names).toEqual([`invitations-${stage}-state`, `invitations-${stage}`]);
});

test('the state is deployed before what runs on it', async () => {
  const app = await invitationsApp({ bundles, outdir: newFolder(), validate: false });
  const running = app.synth().getStackByName('invitations-dev');
  expect(running.dependencies.map(({ id }) => id)).toContain('invitations-dev-state');
});

test('only the local stage can be deleted without asking', async () => {
  const protectionOf = async (stage: string) => {
    const app = await invitationsApp({ context: { stage }, bundles, outdir: newFolder(), validate: false });
    return app.synth().getStackByName(`invitations-${stage}-state`).terminationProtection;
  };
  expect(await protectionOf('prod')).toBe(true);
  expect(await protectionOf('local')).toBe(false);
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

test.each(deployedFunctions)('the bundle of $name can be loaded and has a handler', async ({ name }) => {
  const { handler } = await import(join(bundles.get(name)?.folder ?? '', 'index.mjs'));
  expect(handler).toBeTypeOf('function');
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
