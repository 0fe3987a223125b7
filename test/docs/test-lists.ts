import { readFileSync } from 'node:fs';
import type { TaggedTest } from './tagged-tests.ts';

type Row = { readonly tag: string; readonly cells: readonly string[] };

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Returns a Markdown table: each row's cells once, then a line for each test with its tag. */
export const testTable = (header: readonly string[], rows: readonly Row[], tests: readonly TaggedTest[]): string => {
  const titles = [...header, 'test', 'file'];
  const lines = rows.flatMap(({ tag, cells }) =>
    tests
      .filter((test) => test.tag === tag)
      .map(({ title, file }, index) =>
        line([...(index === 0 ? cells : cells.map(() => '')), title.replaceAll('|', '\\|'), `\`${file}\``]),
      ),
  );
  return [line(titles), line(titles.map(() => '---')), ...lines].join('\n');
};

/**
 * Returns the page's text with each block between `<!-- tests: NAME -->` and `<!-- end -->` replaced by
 * the table of that name. Throws when a table has no block.
 */
export const withTables = (page: string, tables: Readonly<Record<string, string>>): string =>
  Object.entries(tables).reduce(
    (text, [name, table]) => {
      const [start, end] = [`<!-- tests: ${name} -->`, '<!-- end -->'];
      const from = text.indexOf(start);
      const to = text.indexOf(end, from);
      if (from < 0 || to < 0) throw new Error(`${page} has no block "${start}".`);
      return `${text.slice(0, from)}${start}\n\n${table}\n\n${text.slice(to)}`;
    },
    readFileSync(page, 'utf8'),
  );
