import { expect, test } from 'vitest';
import { certificateIn, type Synthesized, synthesized } from '#test/lib/synthesized.ts';

/** Values of each setting that adds or removes a resource, besides its default. */
const choices: readonly Readonly<Record<string, string>>[] = [
  { apiDomain: 'api.example.org', apiCertificateArn: certificateIn('eu-central-1') },
  { baseUrl: 'https://app.example.org', consoleCertificateArn: certificateIn('us-east-1') },
  { signInDomain: 'login.example.org', signInCertificateArn: certificateIn('us-east-1') },
  { alarms: 'false' },
  {
    waf: 'true',
    account: '123456789012',
    region: 'eu-central-1',
    apiDomain: 'api.example.org',
    apiCertificateArn: certificateIn('eu-central-1'),
  },
];

const combinations = Array.from(
  { length: 2 ** choices.length },
  (_, bits): Readonly<Record<string, string>> =>
    Object.assign({}, ...choices.filter((_choice, at) => bits & (1 << at))),
);
const stacks = await Promise.all(combinations.map((settings) => synthesized('prod', settings)));

const exportsOf = ({ state }: Synthesized): Set<string> => {
  const outputs = Object.values<{ Export?: { Name: string } }>(state.toJSON().Outputs);
  return new Set(outputs.flatMap(({ Export }) => Export?.Name ?? []));
};

const importsOf = ({ running }: Synthesized): string[] =>
  [...JSON.stringify(running.toJSON()).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(([, name]) => name ?? '');

// The stateful stack is deployed first, and can't remove an export that the other stack still imports.
test('no change of settings removes an export that is imported', () => {
  const imported = new Set(stacks.flatMap(importsOf));
  expect(imported.size).toBeGreaterThan(10);
  for (const [index, stack] of stacks.entries())
    expect(
      [...imported].filter((name) => !exportsOf(stack).has(name)),
      JSON.stringify(combinations[index]),
    ).toEqual([]);
});
