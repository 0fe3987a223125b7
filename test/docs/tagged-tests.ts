import { globSync, readFileSync } from 'node:fs';

export type TaggedTest = { readonly tag: string; readonly title: string; readonly file: string };

const files = ['test/**/*.ts', 'packages/*/test/**/*.ts'];

// A title, then the options that name its tags: test('…', { tags: ['…'] }, …).
const declaration = /(['"`])((?:\\.|(?!\1)[^\\\n])+)\1,\s*\{[^{}]*\btags: \[([^\]]*)\]/g;

const unescaped = (literal: string): string => literal.replace(/\\(['"`\\])/g, '$1');

const testsIn = (file: string): readonly TaggedTest[] =>
  [...readFileSync(file, 'utf8').matchAll(declaration)].flatMap(([, , title = '', tags = '']) =>
    [...tags.matchAll(/'([^']+)'/g)].map(([, tag = '']) => ({ tag, title: unescaped(title), file })),
  );

/** Returns every test that carries a tag, read from the source, once per tag, ordered by file. */
export const taggedTests = (): readonly TaggedTest[] => globSync(files).sort().flatMap(testsIn);
