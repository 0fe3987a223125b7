import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { type Bundles, bundleFunctions } from '#lib/functions/bundle-functions.ts';
import { deployedFunctions, type FunctionName } from '#lib/functions/deployed-functions.ts';

const execute = promisify(execFile);
const functionsFolder = resolve(import.meta.dirname, '../../../functions');
const root = mkdtempSync(join(tmpdir(), 'invitations-bundles-'));
afterAll(() => rmSync(root, { recursive: true }));

const newFolder = () => mkdtempSync(join(root, 'bundles-'));
const bundles = await bundleFunctions(deployedFunctions, functionsFolder, newFolder());
const fileOf = (made: Bundles, name: FunctionName) => join(made.get(name)?.folder ?? '', 'index.mjs');
const source = (made: Bundles, name: FunctionName) => readFileSync(fileOf(made, name), 'utf8');

/** Loads modules in a process of their own, without settings, credentials or a network. */
const load = async (files: readonly string[]): Promise<unknown> => {
  const { stdout } = await execute(process.execPath, [join(import.meta.dirname, 'load-bundles.ts'), ...files], {
    env: {},
  });
  return JSON.parse(stdout);
};

test('the same sources give the same bundles', async () => {
  const again = await bundleFunctions(deployedFunctions, functionsFolder, newFolder());
  for (const { name } of deployedFunctions) expect(source(again, name) === source(bundles, name)).toBe(true);
});

test('every bundle can be loaded as it is, has a handler, and leaves the network alone until it is called', async () => {
  const files = deployedFunctions.map(({ name }) => fileOf(bundles, name));
  expect(await load(files)).toEqual({ handlers: files.map(() => 'function'), attempts: [] });
});

// Without it, the test above could not tell a quiet bundle from a network that nobody watches.
test.each([
  ['a request', "fetch('http://127.0.0.1:8080/').catch(() => {})", 'connect'],
  ['a late request', "setTimeout(() => fetch('http://127.0.0.1:8080/').catch(() => {}), 50)", 'connect'],
  ['a look-up', "new Promise(() => lookup('localhost')).catch(() => {})", 'lookup'],
])('%s of a module that is loaded is noticed, even if it hides the failure', async (_, code, attempt) => {
  const file = join(newFolder(), 'module.mjs');
  writeFileSync(file, `import { lookup } from 'node:dns/promises';\n${code};`);
  expect(await load([file])).toEqual({ handlers: ['undefined'], attempts: [attempt] });
});

const kilobyte = 1_000;
const withoutTable: readonly FunctionName[] = ['getHealth', 'getOpenApi'];
// Has others do what it asks for.
const withoutOwnTable: readonly FunctionName[] = ['replay'];
const withMail: readonly FunctionName[] = ['sendInvitationEmail'];
const withTable = deployedFunctions
  .map(({ name }) => name)
  .filter((name) => ![...withoutTable, ...withoutOwnTable, ...withMail].includes(name));

const bytesOf = (name: FunctionName) => Buffer.byteLength(source(bundles, name));

// Bytes are milliseconds of a cold start. What is over its limit has drawn in something that it doesn't use.
test.each(withTable)('%s, which asks the table, is at most 350 kB', (name) => {
  expect(bytesOf(name)).toBeLessThanOrEqual(350 * kilobyte);
});

test.each(withoutOwnTable)('%s, which asks other services, is at most 350 kB', (name) => {
  expect(bytesOf(name)).toBeLessThanOrEqual(350 * kilobyte);
});

test.each(withMail)('%s, which also sends mail, is at most 500 kB', (name) => {
  expect(bytesOf(name)).toBeLessThanOrEqual(500 * kilobyte);
});

test.each(withoutTable)('%s, which asks nobody, is at most 120 kB', (name) => {
  expect(bytesOf(name)).toBeLessThanOrEqual(120 * kilobyte);
});

test('a function has in its bundle only what it uses', () => {
  const having = (text: string) =>
    deployedFunctions.map(({ name }) => name).filter((name) => source(bundles, name).includes(text));
  expect(having('DynamoDB').sort()).toEqual(withTable.concat(withMail).sort());
  expect(having('SendRawEmail')).toEqual(withMail);
  expect(having('AdminUserGlobalSignOut')).toEqual(['recordChanges']);
  expect(having('draft-2020-12')).toEqual(['getOpenApi']);
});

test('how large a bundle is said to be is how large it is', () => {
  for (const { name } of deployedFunctions) expect(bundles.get(name)?.bytes).toBe(bytesOf(name));
});

test('a bundle that could not be made says why', async () => {
  const folder = join(newFolder(), 'functions');
  for (const { entry } of deployedFunctions) {
    mkdirSync(join(folder, entry, '..'), { recursive: true });
    writeFileSync(join(folder, entry), 'export { handler } from "./not-there.ts";');
  }
  await expect(bundleFunctions(deployedFunctions, folder, newFolder())).rejects.toThrow('./not-there.ts');
});
