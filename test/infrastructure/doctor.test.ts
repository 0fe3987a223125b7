import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { functionsOf, synthesized } from './synthesized.ts';

const prod = await synthesized('prod');
const source = globSync('operator/doctor/*.ts')
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const namedIn = (pattern: RegExp): string[] => [...source.matchAll(pattern)].map(([, name = '']) => name);

test('the doctor reads outputs that the stacks have', () => {
  const read = namedIn(/\boutput\('(\w+)'\)/g);
  const outputs = [prod.state, prod.running].flatMap((stack) => Object.keys(stack.toJSON().Outputs));
  expect(read.length).toBeGreaterThan(8);
  expect(read.filter((name) => !outputs.includes(name))).toEqual([]);
});

test('the doctor looks at the readers that are deployed', () => {
  const readers = namedIn(/reader\(`invitations-\$\{stage\}-([\w-]+)`\)/g);
  expect(readers).toHaveLength(2);
  expect([...functionsOf(prod).keys()]).toEqual(expect.arrayContaining(readers));
});
