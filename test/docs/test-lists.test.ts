import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faults, promises, type Topic } from './faults.ts';
import { guideSentences, pagePromises, type Sentence } from './guide-sentences.ts';
import { taggedTests } from './tagged-tests.ts';
import { testTable, withTables } from './test-lists.ts';

const tests = taggedTests();

const topicTable = (header: string, topics: readonly Topic[]): string =>
  testTable(
    [header, 'description'],
    topics.map(({ tag, label, description }) => ({ tag, cells: [label, description] })),
    tests,
  );

const sentenceTable = (header: string, sentences: readonly Sentence[]): string =>
  testTable(
    [header, 'page'],
    sentences.map(({ tag, sentence, page }) => ({ tag, cells: [sentence, page] })),
    tests,
  );

test('docs/faults.md lists the tests of every fault and promise', async () => {
  const page = withTables('docs/faults.md', {
    faults: topicTable('fault', faults),
    promises: topicTable('promise', promises),
  });
  await expect(page).toMatchFileSnapshot('../../docs/faults.md');
});

test('docs/guide.md lists the tests of every sentence of the guide', async () => {
  const page = withTables('docs/guide.md', {
    guide: sentenceTable('the guide says', guideSentences),
    pages: sentenceTable('the pages also promise', pagePromises),
  });
  await expect(page).toMatchFileSnapshot('../../docs/guide.md');
});

test('every fault, promise and sentence of the guide has a test', () => {
  const tagged = new Set(tests.map(({ tag }) => tag));
  const all = [...faults, ...promises, ...guideSentences, ...pagePromises];
  expect(all.map(({ tag }) => tag).filter((tag) => !tagged.has(tag))).toEqual([]);
});

test('every browser test of a page proves a sentence of the guide', () => {
  const exceptions = ['edited-pages', 'invitation-email', 'scanners'].map((name) => `test/system/e2e/${name}.test.ts`);
  const proven = new Set(tests.filter(({ tag }) => tag.startsWith('guide/')).map(({ file }) => file));
  const browserTests = readdirSync('test/system/e2e')
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `test/system/e2e/${name}`);
  expect(browserTests.filter((file) => !proven.has(file))).toEqual(exceptions);
});
