import { existsSync, readFileSync } from 'node:fs';

type NamedTest = { readonly about: string; readonly title: string; readonly file: string };

/** The rows of a page's tables, each of which ends with a test: its title and its file. Rejects a table's line that is none. */
export const namedTests = (page: string): readonly NamedTest[] =>
  readFileSync(page, 'utf8')
    .split('\n')
    .filter(
      (line, index, lines) =>
        line.startsWith('|') && !/^\|[-|]+$/.test(line) && !/^\|[-|]+$/.test(lines[index + 1] ?? ''),
    )
    .map((line) => {
      const [, about, title, file] = /^\| ([^|]*) \| [^|]* \| ([^|]+) \| `([^`]+)` \|$/.exec(line) ?? [];
      if (about === undefined || title === undefined || file === undefined) throw new Error(`${page}: ${line}`);
      return { about: about.trim(), title, file };
    });

/** Those that are not where the page says. */
export const missingTests = (rows: readonly NamedTest[]): readonly NamedTest[] =>
  rows.filter(({ title, file }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(title));
