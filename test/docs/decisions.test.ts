import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = 'docs/decisions';
const files = readdirSync(folder).filter((name) => name !== 'README.md');
const textOf = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8');

test('the index lists every decision with its title, in order', () => {
  const listed = [...textOf('README.md').matchAll(/^\| \[(.+?)\]\((.+?)\) \|/gm)].map(([, title, file]) => [
    title,
    file,
  ]);
  const titles = files.sort().map((file) => [/^# (.+)$/m.exec(textOf(file))?.[1], file]);
  expect(listed).toEqual(titles);
});

test('every link between decisions leads to a file', () => {
  const linked = files.flatMap((name) => [...textOf(name).matchAll(/\]\((\d{4}-[\w-]+\.md)/g)].map(([, file]) => file));
  expect(linked.length).toBeGreaterThan(10);
  expect(linked.filter((file) => !files.includes(String(file)))).toEqual([]);
});
