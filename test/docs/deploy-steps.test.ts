import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const step = z.object({ name: z.string().optional(), run: z.string().optional() });
const steps = z
  .object({ jobs: z.object({ deploy: z.object({ steps: z.array(step) }) }) })
  .parse(parse(readFileSync('.github/workflows/deploy-stage.yml', 'utf8'))).jobs.deploy.steps;
const scriptOf = (name: string): string => steps.find((of) => of.name === name)?.run ?? expect.fail(name);

/** Creates a repository of two commits, and fake commands that log their calls. */
const runner = () => {
  const folder = mkdtempSync(join(tmpdir(), 'invitations-runner-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  git('init', '--quiet');
  const commit = (): string => {
    git('commit', '--quiet', '--allow-empty', '--message', 'one');
    return git('rev-parse', 'HEAD').trim();
  };
  const [first, second] = [commit(), commit()];
  const calls = join(folder, 'calls');
  const run = (name: string, says: string, env: Readonly<Record<string, string>>) => {
    for (const command of ['aws', 'npm', 'npx']) {
      const file = join(folder, command);
      writeFileSync(file, `#!/bin/bash\necho "${command} $*" >> ${calls}\n${command === 'aws' ? says : ''}\n`);
      chmodSync(file, 0o755);
    }
    const GITHUB_OUTPUT = join(folder, 'output');
    for (const file of [GITHUB_OUTPUT, calls]) writeFileSync(file, '');
    // Runs it like GitHub with shell: bash.
    const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scriptOf(name)], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${folder}:${process.env.PATH}`, STAGE: 'prod', GITHUB_OUTPUT, ...env },
    });
    const lines = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean);
    return { status, stdout, output: lines(GITHUB_OUTPUT), calls: lines(calls) };
  };
  return { first, second, run, checkedOut: () => git('rev-parse', 'HEAD').trim() };
};

const look = 'Read the deployed commit';

test('the deployment moves a stage to a later commit and outputs the previous one', () => {
  const { first, second, run } = runner();
  const seen = run(look, `echo ${first}`, { GITHUB_SHA: second });
  expect(seen).toMatchObject({ status: 0, output: [`commit=${first}`] });
  expect(seen.calls.join()).toContain('--stack-name invitations-prod ');
  expect(run(look, `echo ${second}`, { GITHUB_SHA: second }).status).toBe(0);
});

test('the deployment rejects a run that is older than the deployed or an unknown commit', () => {
  const { first, second, run } = runner();
  for (const deployed of [second, 'c'.repeat(40)]) {
    const refused = run(look, `echo ${deployed}`, { GITHUB_SHA: first });
    expect(refused).toMatchObject({ status: 1, output: [] });
    expect(refused.stdout).toContain(`::error::prod is at ${deployed}`);
  }
});

test('the deployment of a new stage has no commit to roll back to', () => {
  const { second, run } = runner();
  expect(run(look, 'exit 254', { GITHUB_SHA: second })).toMatchObject({ status: 0, output: ['commit='] });
  expect(run('Roll back the stateless stack', '', { BEFORE: '' })).toMatchObject({ status: 1, calls: [] });
});

test('a failed smoke test redeploys the stateless stack from the previous commit and tests it', () => {
  const { first, run, checkedOut } = runner();
  const { status, calls } = run('Roll back the stateless stack', '', { BEFORE: first });
  expect(checkedOut()).toBe(first);
  expect(status).toBe(0);
  expect(calls).toEqual([
    'npm ci',
    `npx cdk deploy invitations-prod --exclusively --require-approval never -c stage=prod -c commit=${first}`,
    'npm run smoke -- --stage prod',
  ]);
});
