import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const folder = '.github/workflows';

const step = z.object({ uses: z.string().optional(), run: z.string().optional() });
const job = z.object({
  permissions: z.record(z.string(), z.string()),
  environment: z.string().optional(),
  uses: z.string().optional(),
  steps: z.array(step).default([]),
});
const workflow = z.object({ permissions: z.record(z.string(), z.string()), jobs: z.record(z.string(), job) });

const files = new Map(readdirSync(folder).map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]));
const workflows = new Map([...files].map(([file, text]) => [file, workflow.parse(parse(text))]));
const texts = [...files.values()].join('\n');
const jobs = [...workflows].flatMap(([file, { jobs: of }]) =>
  Object.entries(of).map(([name, value]) => ({ name: `${file} ${name}`, ...value })),
);

const reads = { contents: 'read' };
const readsAndSignsIn = { contents: 'read', 'id-token': 'write' };

// A job without permissions inherits those of the workflow, and without these it gets the default of GitHub.
test('each workflow job has exactly the listed permissions', () => {
  expect([...workflows.values()].map(({ permissions }) => permissions)).toEqual(Array(files.size).fill({}));
  expect(Object.fromEntries(jobs.map(({ name, permissions }) => [name, permissions]))).toEqual({
    'check.yml check': reads,
    'deploy-stage.yml deploy': readsAndSignsIn,
    'main.yml check': reads,
    'main.yml bill-of-materials': reads,
    'main.yml staging': readsAndSignsIn,
    'main.yml prod': readsAndSignsIn,
    'pull-request.yml check': reads,
    'pull-request.yml diff': readsAndSignsIn,
  });
});

test('no workflow contains a key or secret', () => {
  expect(texts).not.toMatch(/secrets\.|secrets:|access[-_]key|session[-_]token|AKIA/i);
});

test('every action is pinned to a commit with its version, or is local', () => {
  const used = [...texts.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, action = '']) => action);
  expect(used).toHaveLength(
    jobs.flatMap(({ uses, steps }) => [uses, ...steps.map((of) => of.uses)]).filter(Boolean).length,
  );
  for (const action of used) {
    if (action.startsWith('./')) expect(existsSync(action)).toBe(true);
    else expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
  const commits = new Set(used.filter((action) => !action.startsWith('./')));
  expect(new Set([...commits].map((action) => action.split('@')[0])).size).toBe(commits.size);
});

test('every npm script in the workflows exists', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const run = [...texts.matchAll(/npm (?:run )?(?!ci\b|sbom\b|run\b)([\w:-]+)/g)].map(([, name = '']) => name);
  expect(new Set(run)).toContain('check');
  expect(run.filter((name) => scripts[name] === undefined)).toEqual([]);
});

// GitHub inserts the content of ${{ }} into the script before a shell parses it.
test('no workflow script interpolates an event or an input', () => {
  const scripts = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  expect(scripts.length).toBeGreaterThan(5);
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
});

test('the rollback after a failed smoke test never deploys the stateful stack', () => {
  const [, takeBack = ''] = /Roll back the stateless stack\n([\s\S]+)$/.exec(files.get('deploy-stage.yml') ?? '') ?? [];
  expect(takeBack).toContain(`npx cdk deploy "invitations-$STAGE" --exclusively`);
  expect(takeBack).not.toMatch(/--all|-state/);
});
