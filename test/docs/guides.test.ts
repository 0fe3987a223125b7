import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { partitions } from '#core/deployment.ts';
import { readSecretKeys } from '#core/secret-keys.ts';
import { settingNames, stageSettings } from '#lib/settings/stage-settings.ts';
import { everything, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const guides = ['docs/first-hour.md', 'docs/first-deployment.md', 'docs/operations.md'];
const texts = new Map(['README.md', ...guides].map((file) => [file, readFileSync(file, 'utf8')]));
const firstHour = texts.get('docs/first-hour.md') ?? '';
const operations = texts.get('docs/operations.md') ?? '';
const both = [...texts.values()].slice(1).join('\n');

const { state, running } = await synthesized('prod', { ...everything, commit: 'c'.repeat(40) });
const outputs = Object.keys({ ...state.toJSON().Outputs, ...running.toJSON().Outputs });

const allOf = (pattern: RegExp, text = both): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name = '']) => name)),
];

/** Returns the `node -e` script of a guide that contains a text. */
const scriptWith = (words: string, text = both): string =>
  [...text.matchAll(/node -e '\n([\s\S]*?)\n'/g)].map(([, script = '']) => script).find((of) => of.includes(words)) ??
  expect.fail(`no script with ${words}`);

const ran = (script: string, input: object): unknown =>
  JSON.parse(execFileSync(process.execPath, ['-e', script], { input: JSON.stringify(input), encoding: 'utf8' }));

test('the stage file in the first hour has valid settings', () => {
  const [, literal = ''] = /StageDefaults = \{\n([\s\S]*?)\};/.exec(firstHour) ?? [];
  const shown = Object.fromEntries(
    [...literal.matchAll(/^ {2}(\w+): (?:'([^']*)'|(\d+)),$/gm)].map(([, name = '', text, number]) => [
      name,
      text ?? Number(number),
    ]),
  );
  expect(Object.keys(shown)).toHaveLength(literal.trim().split('\n').length);
  expect(stageSettings('prod', shown)).toMatchObject(shown);
});

// A new kind of item must say what becomes of a person's data.
test.each(Object.entries(partitions))('the guide to deletion covers the partition %s', (_, prefix) => {
  const [, guide = ''] = operations.split("### Delete a person's data");
  expect(guide.split('\n### ')[0]).toContain(`\`${prefix}`);
});

test('every output in the guides exists in the stacks', () => {
  const asked = allOf(/\boutput ([A-Z]\w+)/g);
  expect(asked.length).toBeGreaterThan(7);
  expect(asked.filter((name) => !outputs.includes(name))).toEqual([]);
});

test('every stack and setting in the guides exists', () => {
  const stacks = allOf(/cdk (?:deploy|rollback|destroy) "?(invitations-[\w-]+)/g);
  expect(stacks.sort()).toEqual(['invitations-prod', 'invitations-prod-state']);
  const given = allOf(/-c (\w+)=/g).filter((name) => !['stage', 'repository'].includes(name));
  expect(given).toContain('restoring');
  expect(given.filter((name) => !settingNames.includes(name))).toEqual([]);
});

test('every alarm and logical id in the guides exists in the templates', () => {
  const alarms = resourcesOf(running, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties.AlarmName);
  expect(alarms).toEqual(expect.arrayContaining(allOf(/--alarm-name (\S+)/g)));
  const resources = Object.keys(state.toJSON().Resources);
  const failing = allOf(/^\| ((?:`\w+`(?:, )?)+) \|/gm, firstHour.slice(firstHour.indexOf('| resource |')));
  const named = [...failing.flatMap((cell) => allOf(/`(\w+)`/g, cell)), ...allOf(/LogicalResourceId=='(\w+)'/g)];
  expect(named).toContain('HostedLogin');
  expect(named.filter((id) => !resources.some((known) => known.replace(/[0-9A-F]{8}$/, '') === id))).toEqual([]);
  expect(resources).toContain(/drift in `(\w+)`/.exec(operations)?.[1]);
});

test('every npm script in the guides exists', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const named = allOf(/npm run (?:--silent )?([\w:-]+)/g, [...texts.values()].join('\n'));
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

// A profile may set another default format.
test('every AWS command in the guides whose output is parsed sets the output format', () => {
  const commands = both.replaceAll('\\\n', ' ').split('\n');
  const kept = commands.filter((line) => /\baws [a-z]/.test(line) && /> \S+\.json|\| node /.test(line));
  expect(kept.length).toBeGreaterThan(1);
  expect(kept.filter((line) => !line.includes('--output'))).toEqual([]);
});

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

test.each([...texts])('every link in %s has an existing file and heading', (file, text) => {
  const links = allOf(/\]\((?!https?:)([^)]+)\)/g, text);
  expect(links.length).toBeGreaterThan(3);
  for (const link of links) {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : new URL(path, `file:///${file}`).pathname.slice(1);
    expect(existsSync(target), link).toBe(true);
    const headings = allOf(/^#+ (.+)$/gm, target.endsWith('.md') ? readFileSync(target, 'utf8') : '');
    if (anchor !== undefined) expect(headings.map(anchorOf), link).toContain(anchor);
  }
});

test('the link key rotation adds a valid key and keeps the old ones', () => {
  const rotation = scriptWith('randomBytes');
  const before = { current: 'k1', k1: 'a'.repeat(64) };
  const once = readSecretKeys(JSON.stringify(ran(rotation, before)));
  expect(once).toEqual({ current: 'k2', keys: { k1: before.k1, k2: expect.stringMatching(/^[\w-]{64}$/) } });
  const { k1, ...kept } = { ...once.keys };
  expect(k1).toBe(before.k1);
  expect(ran(rotation, { current: 'k2', ...kept })).toMatchObject({ current: 'k3', k2: kept.k2 });
});

test('the rotation after a leak removes the key and does not reuse its id', () => {
  const [, instead = ''] = /the last of the script is `([^`]+)`/.exec(operations) ?? [];
  const rotation = scriptWith('randomBytes').replace(/console\.log\(.*/, () => instead);
  const after = (keys: object) => Object.keys(readSecretKeys(JSON.stringify(ran(rotation, keys))).keys);
  expect(after({ current: 'k1', k1: 'a'.repeat(64) })).toEqual(['k2']);
  expect(after({ current: 'k1', k1: 'a'.repeat(64), k2: 'b'.repeat(64) })).toEqual(['k2', 'k3']);
});

test('the Route 53 script creates all records except DMARC and quotes TXT values', () => {
  const change = (Name: string, Type: string, Value: string) => ({
    Action: 'CREATE',
    ResourceRecordSet: { Name, Type, TTL: 300, ResourceRecords: [{ Value }] },
  });
  const records = [
    { name: 'mail.example.org', type: 'MX', value: '10 feedback-smtp.eu-central-1.amazonses.com' },
    { name: 'mail.example.org', type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
    { name: '_dmarc.example.org', type: 'TXT', value: 'v=DMARC1; p=none' },
  ];
  expect(ran(scriptWith('ResourceRecordSet'), records)).toEqual({
    Changes: [
      change('mail.example.org', 'MX', '10 feedback-smtp.eu-central-1.amazonses.com'),
      change('mail.example.org', 'TXT', '"v=spf1 include:amazonses.com ~all"'),
    ],
  });
});

test('every GitHub variable in the workflows is documented in the guide', () => {
  const workflows = ['pull-request', 'deploy-stage'].map((name) =>
    readFileSync(`.github/workflows/${name}.yml`, 'utf8'),
  );
  const asked = allOf(/vars\.(\w+)/g, workflows.join('\n'));
  expect(asked).toHaveLength(4);
  expect(asked.filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
});
