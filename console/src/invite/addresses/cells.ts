/** A piece of a line, as in a CSV file or a list of recipients, and what ends it. */
type Cell = { readonly text: string; readonly end: string };

// A quoted cell may hold separators and line breaks; so may a quoted name before `<ann@acme.com>`.
const quoted = /[^\S\n]*"(?:[^"]|"")*"(?=[^\S\n]*(?:[,;|\t\n<(]|$))/y;
const plain = /[^,;|\t\n]*/y;

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

const cellsOf = (text: string): Cell[] => {
  const cells: Cell[] = [];
  for (let at = 0; at < text.length; ) {
    const start = matchAt(quoted, text, at);
    const cell = start + matchAt(plain, text, at + start.length);
    at += cell.length + 1;
    cells.push({ text: cell, end: text[at - 1] ?? '' });
  }
  return cells;
};

/** Cells in groups: each group ends with one of these separators. */
const groupsAt = (cells: readonly Cell[], separators: string): Cell[][] => {
  const groups: Cell[][] = [[]];
  for (const cell of cells) {
    groups.at(-1)?.push(cell);
    if (cell.end !== '' && separators.includes(cell.end)) groups.push([]);
  }
  return groups;
};

const isSurname = ({ text, end }: Cell, next: Cell | undefined): boolean =>
  end === ',' && next !== undefined && hasText(text) && !text.includes('@') && /^[^@<]+</.test(next.text);

/** `Lee, Ann <ann@acme.com>` is one cell, not two. */
const withSurnames = (cells: readonly Cell[]): Cell[] => {
  const joined: Cell[] = [];
  let surname = '';
  for (const [index, cell] of cells.entries()) {
    const text = surname + cell.text;
    const goesOn = isSurname(cell, cells[index + 1]);
    if (!goesOn) joined.push({ text, end: cell.end });
    surname = goesOn ? `${text},` : '';
  }
  return joined;
};

/** Returns true if a cell has a letter, a digit or an @, not only punctuation and spaces. */
export const hasText = (text: string): boolean => /[\p{L}\p{N}@]/u.test(text);

const isBlank = (cells: readonly Cell[]): boolean => !cells.some(({ text }) => hasText(text));

/** Addresses with nothing but blanks between them are an entry each. */
const addressesApart = (cell: Cell): Cell[] => {
  const words = cell.text.trim().split(/\p{White_Space}+/u);
  return words.every((word) => /^[^@<(]+@[^<(]*$/.test(word)) ? words.map((text) => ({ text, end: cell.end })) : [cell];
};

/** Several lines are an entry each. One line is a row of a table, or a list of entries. */
const entriesOf = (lines: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] => {
  const [line = [], ...others] = lines;
  const has = (separator: string) => line.some(({ end }) => end === separator);
  if (others.length > 0 || has('\t') || has('|')) return lines;
  return has(';') ? groupsAt(line, ';') : line.flatMap(addressesApart).map((cell) => [cell]);
};

/** The entries of a text, each with its cells: one of a list, or one line. */
export const entriesIn = (text: string): string[][] => {
  const lines = groupsAt(cellsOf(text), '\n')
    .filter((line) => !isBlank(line))
    .map(withSurnames);
  return entriesOf(lines)
    .filter((entry) => !isBlank(entry))
    .map((entry) => entry.map((cell) => cell.text));
};
