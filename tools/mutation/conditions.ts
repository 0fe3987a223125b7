/**
 * Removes each part of each condition from the transactions, one at a time, and reports which test fails without it.
 * Exits with 1 if there is a part without such a test.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

const found = z.object({ condition: z.string(), file: z.string() });
const report = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) })),
});

/** A condition that is always true, because DynamoDB requires one here. */
const always = 'attribute_exists(PK) OR attribute_not_exists(PK)';

const folder = await mkdtemp(join(tmpdir(), 'invitations-conditions-'));

const runTests = async (files: readonly string[], variables: Record<string, string>, ...flags: string[]) => {
  const config = ['--config', 'tools/mutation/conditions.config.ts'];
  const child = spawn('vitest', ['run', ...config, ...flags, ...files], {
    env: { ...process.env, ...variables },
    stdio: 'ignore',
  });
  const [status] = await once(child, 'exit');
  return status === 0;
};

const conditions = async (): Promise<Map<string, string[]>> => {
  const list = join(folder, 'found');
  if (!(await runTests([], { CONDITIONS_FOUND: list })))
    throw new Error('The tests fail without changes: fix them first.');
  const lines = (await readFile(list, 'utf8')).trim().split('\n');
  const all = lines.map((line) => found.parse(JSON.parse(line))).filter(({ condition }) => !condition.endsWith(always));
  return new Map(
    [...Map.groupBy(all, ({ condition }) => condition)].map(([name, of]) => [name, of.map(({ file }) => file)]),
  );
};

const firstRed = async (condition: string, files: readonly string[]): Promise<string | undefined> => {
  if (files.length === 0) return undefined;
  const outputFile = join(folder, 'report.json');
  const flags = ['--bail', '1', '--reporter', 'json', '--outputFile', outputFile];
  await runTests(files, { CONDITION_REMOVED: condition }, ...flags);
  const { testResults } = report.parse(JSON.parse(await readFile(outputFile, 'utf8')));
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  return results.find(({ status }) => status === 'failed')?.fullName;
};

/** Returns the first test that fails without a condition. Runs the fast tests of the table first. */
const killerOf = async (condition: string, files: readonly string[]): Promise<string | undefined> => {
  const { table = [], other = [] } = Object.groupBy(new Set(files), (file) =>
    file.includes('/core/table/') ? 'table' : 'other',
  );
  return (await firstRed(condition, table)) ?? (await firstRed(condition, other));
};

const wanted = process.argv[2] ?? '';
let missed = 0;
for (const [condition, files] of [...(await conditions())].sort()) {
  if (!condition.includes(wanted)) continue;
  const killer = await killerOf(condition, files);
  if (killer === undefined) missed++;
  console.log(`${condition}\n  ${killer ?? 'NO TEST FAILS'}`);
}
await rm(folder, { recursive: true });
console.log(missed === 0 ? 'Every condition is covered by a test.' : `${missed} conditions are not covered.`);
process.exitCode = missed === 0 ? 0 : 1;
