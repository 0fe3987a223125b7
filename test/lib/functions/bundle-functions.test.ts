import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { rawEmail } from '#functions/aws/raw-email.ts';
import { type Bundles, bundleFunctions } from '#lib/functions/bundle-functions.ts';
import { deployedFunctions, type FunctionName } from '#lib/functions/deployed-functions.ts';
import { emailFromAnn } from '#test/core/email/read-email.ts';

const execute = promisify(execFile);
const functionsFolder = resolve(import.meta.dirname, '../../../functions');
const root = mkdtempSync(join(tmpdir(), 'invitations-bundles-'));
afterAll(() => rmSync(root, { recursive: true }));

const newFolder = () => mkdtempSync(join(root, 'bundles-'));
const bundles = await bundleFunctions(deployedFunctions, functionsFolder, newFolder());
const fileOf = (made: Bundles, name: FunctionName) => join(made.get(name)?.folder ?? '', 'index.mjs');
const source = (made: Bundles, name: FunctionName) => readFileSync(fileOf(made, name), 'utf8');

/** Loads modules in a separate process without settings, credentials or network. */
const load = async (files: readonly string[]): Promise<unknown> => {
  const { stdout } = await execute(process.execPath, [join(import.meta.dirname, 'load-bundles.ts'), ...files], {
    env: {},
  });
  return JSON.parse(stdout);
};

test('bundleFunctions is reproducible', async () => {
  const again = await bundleFunctions(deployedFunctions, functionsFolder, newFolder());
  for (const { name } of deployedFunctions) expect(source(again, name) === source(bundles, name)).toBe(true);
});

test('every bundle loads, exports a handler, and makes no network calls at load time', async () => {
  const files = deployedFunctions.map(({ name }) => fileOf(bundles, name));
  expect(await load(files)).toEqual({ handlers: files.map(() => 'function'), attempts: [] });
});

// Proves that the test above detects network calls.
test.each([
  ['a request', "fetch('http://127.0.0.1:8080/').catch(() => {})", 'connect'],
  ['a late request', "setTimeout(() => fetch('http://127.0.0.1:8080/').catch(() => {}), 50)", 'connect'],
  ['a look-up', "new Promise(() => lookup('localhost')).catch(() => {})", 'lookup'],
])('the load test detects %s of a module even if the error is caught', async (_, code, attempt) => {
  const file = join(newFolder(), 'module.mjs');
  writeFileSync(file, `import { lookup } from 'node:dns/promises';\n${code};`);
  expect(await load([file])).toEqual({ handlers: ['undefined'], attempts: [attempt] });
});

const kilobyte = 1_000;
const withoutServices: readonly FunctionName[] = ['getHealth', 'getOpenApi'];
// Replay and reconcile invoke other functions, recordChanges signs people out.
const withoutTable: readonly FunctionName[] = ['replay'];
const withTableAndMore: readonly FunctionName[] = ['recordChanges', 'reconcile'];
const withMail: readonly FunctionName[] = ['sendInvitationEmail'];
const withTable = deployedFunctions
  .map(({ name }) => name)
  .filter((name) => ![...withoutServices, ...withoutTable, ...withTableAndMore, ...withMail].includes(name));

const bytesOf = (name: FunctionName) => Buffer.byteLength(source(bundles, name));

// Size adds to the cold start. A bundle over its limit has imported something unused.
test.each([
  // 12 kB of them classify errors as the SDK does.
  ['no AWS service', 105, withoutServices],
  ['a service other than DynamoDB', 315, withoutTable],
  ['DynamoDB', 320, withTable],
  ['DynamoDB and another service', 360, withTableAndMore],
  ['DynamoDB and email', 430, withMail],
] as const)('functions with %s have at most %i kB', (_, limit, names) => {
  const tooLarge = names.filter((name) => bytesOf(name) > limit * kilobyte);
  expect(tooLarge.map((name) => [name, bytesOf(name)])).toEqual([]);
});

test('bundles are tree-shaken', () => {
  const having = (text: string) =>
    deployedFunctions.map(({ name }) => name).filter((name) => source(bundles, name).includes(text));
  expect(having('DynamoDB').sort()).toEqual([...withTable, ...withTableAndMore, ...withMail].sort());
  expect(having('SendRawEmail')).toEqual(withMail);
  expect(having('AdminUserGlobalSignOut')).toEqual(['recordChanges']);
  // The generator of the OpenAPI document runs at build.
  expect(having('draft-2020-12')).toEqual([]);
  // Media types of attachments.
  expect(having('application/vnd.')).toEqual([]);
});

test('a bundle builds an email without the modules of nodemailer that are left out', async () => {
  const [fn = expect.fail()] = deployedFunctions;
  const made = await bundleFunctions([{ ...fn, entry: 'aws/raw-email.ts' }], functionsFolder, newFolder());
  const { rawEmail: bundled }: { rawEmail: typeof rawEmail } = await import(fileOf(made, fn.name));
  const lines = async (build: typeof rawEmail): Promise<string[]> =>
    (await build(emailFromAnn(), '<first@email.amazonses.com>'))
      .toString()
      .replace(/^(?:Message-ID|Date): .*$/gm, '')
      .replace(/--_NmP-\w+/g, '--boundary')
      .split('\r\n');
  expect(await lines(bundled)).toEqual(await lines(rawEmail));
});

test('bundleFunctions returns the size of each bundle', () => {
  for (const { name } of deployedFunctions) expect(bundles.get(name)?.bytes).toBe(bytesOf(name));
});

test('bundleFunctions reports build errors', async () => {
  const folder = join(newFolder(), 'functions');
  for (const { entry } of deployedFunctions) {
    mkdirSync(join(folder, entry, '..'), { recursive: true });
    writeFileSync(join(folder, entry), 'export { handler } from "./not-there.ts";');
  }
  await expect(bundleFunctions(deployedFunctions, folder, newFolder())).rejects.toThrow('./not-there.ts');
});
