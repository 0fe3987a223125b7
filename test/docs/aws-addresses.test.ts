import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const files = globSync(['{lib,functions,core,operator,packages/cdk-local/src}/**/*.ts', 'docs/**/*.md', 'README.md']);
const addresses = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/https?:\/\/docs\.aws\.amazon\.com[^\s)\]'"`]*/g)].map(([address]) => ({
    file,
    // Without the punctuation of the sentence.
    address: address.replace(/[.,:;]+$/, ''),
  })),
);

test('every AWS documentation link is an English page over HTTPS', () => {
  const page = /^https:\/\/docs\.aws\.amazon\.com\/(?![a-z]{2}_[a-z]{2}\/)[\w./-]+\.html(?:#[\w.-]+)?$/;
  expect(addresses.length).toBeGreaterThan(150);
  expect(addresses.filter(({ address }) => !page.test(address))).toEqual([]);
});

test.each(['docs/operations.md', 'docs/scale.md', 'docs/first-hour.md', 'docs/first-deployment.md'])(
  '%s cites AWS documentation',
  (file) => {
    expect(addresses.filter((one) => one.file === file).length).toBeGreaterThan(10);
  },
);
