/**
 * Mutates core's rules and contract, and reports the mutants that survive: first each part with its own tests, then the
 * survivors with all tests of core, races included. `npm run mutate -- teams email` tests these parts. Exits with 1 if
 * too many survive.
 */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const leastShare = 0.85;

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

type Part = {
  readonly files: readonly string[];
  /** Glob of folders. */
  readonly tests: string;
  /** Mutates constants, too. Each mutant runs all tests, so only for fast tests. @default false */
  readonly constants?: boolean;
};

const parts: Readonly<Record<string, Part>> = {
  contract: {
    files: ['core/contract/*.ts', 'core/contract/operations/*.ts'],
    tests: 'test/core/contract/**',
    constants: true,
  },
  audit: { files: ['core/{audit,reconcile}/**/*.ts'], tests: 'test/core/{audit,reconcile}/**' },
  email: { files: ['core/email/**/*.ts'], tests: 'test/core/email/**' },
  invitations: { files: ['core/invitations/**/*.ts'], tests: 'test/core/{invitations,organizations}/**' },
  members: { files: ['core/members/**/*.ts'], tests: 'test/core/{members,audit}/**' },
  organizations: { files: ['core/organizations/**/*.ts'], tests: 'test/core/{organizations,audit}/**' },
  table: {
    files: ['core/table/**/*.ts'],
    tests: 'test/core/{table,invitations,audit,members,organizations,teams}/**',
  },
  teams: { files: ['core/teams/**/*.ts'], tests: 'test/core/{teams,audit}/**' },
  // core/deployment.ts has only names that two sides share, no rules.
  others: { files: ['core/*.ts', '!core/deployment.ts'], tests: 'test/core', constants: true },
};
const allTests = 'test/{core,functions,system/consistency/races}/**';

const mutants = (files: readonly string[], tests: string, constants = false): Promise<MutantResult[]> => {
  process.env.MUTATION_TESTS = tests;
  const configFile = 'tools/mutation/stryker.config.json';
  return new Stryker({ configFile, mutate: [...files], ignoreStatic: !constants }).runMutationTest();
};

const isMissed = ({ status }: MutantResult): boolean => status === 'Survived' || status === 'NoCoverage';
const isNoticed = ({ status }: MutantResult): boolean => status === 'Killed' || status === 'Timeout';

const nameOf = ({ fileName, location: { start }, mutatorName, replacement }: MutantResult): string =>
  `${relative('.', fileName)}:${start.line}:${start.column} ${mutatorName}: ${replacement}`;

const placeOf = ({ fileName, location: { start, end } }: MutantResult): string =>
  `${relative('.', fileName)}:${start.line}-${end.line}`;

/** Returns the number of a part's mutants, and the names of the survivors. */
const mutate = async ({ files, tests, constants }: Part): Promise<{ all: number; missed: string[] }> => {
  const own = await mutants(files, tests, constants);
  const missed = own.filter(isMissed);
  const again = constants || missed.length === 0 ? [] : await mutants([...new Set(missed.map(placeOf))], allTests);
  const noticed = new Set(again.filter(isNoticed).map(nameOf));
  return {
    all: own.filter((one) => isNoticed(one) || isMissed(one)).length,
    missed: missed.map(nameOf).filter((name) => !noticed.has(name)),
  };
};

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.find((name) => !(name in parts));
if (unknown !== undefined)
  throw new Error(`There is no part "${unknown}". The parts are ${Object.keys(parts).join(', ')}.`);
const report: string[] = [];
let [all, missed] = [0, 0];
for (const [name, part] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const found = await mutate(part);
  all += found.all;
  missed += found.missed.length;
  report.push(...found.missed, `${name}: ${found.all - found.missed.length} of ${found.all} mutants are killed`);
}
const share = (all - missed) / all;
console.log([...report, `Total ${all - missed} of ${all}: ${(100 * share).toFixed(1)} %`].join('\n'));
process.exitCode = share < leastShare ? 1 : 0;
