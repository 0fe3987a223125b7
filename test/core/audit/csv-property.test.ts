import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditCsv } from '#core/audit/csv.ts';
import type { Instant } from '#core/contract/fields.ts';

/** Reads CSV as RFC 4180 says, and nothing more lenient: throws for a quote inside a plain cell, or a line that ends otherwise. */
const readCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const [, quoted, plain = '', end] = cell.exec(text) ?? [];
    if (end === undefined) throw new Error(`No cell at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
  fc
    .tuple(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '\n',
        '"',
        ',',
        "'",
        ' =',
        '\r\n',
        '＝',
        '＋',
        '－',
        '＠',
        ';',
        '\0',
      ),
      fc.string(),
    )
    .map(([start, rest]) => start + rest),
  fc.constantFrom(
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.test","x")',
    '@SUM(1+1)*cmd',
    '\t=1+1',
    '"=1+1',
    '-2+3',
  ),
);

const occurredAt = '2026-11-22T10:00:00.000Z' as Instant;

const someEvent = fc
  .record({ id: hostile, name: hostile, from: fc.array(hostile), to: fc.array(hostile) })
  .map(({ id, name, from, to }) => ({
    id,
    type: 'organization.allowed_domains_changed' as const,
    category: 'organization' as const,
    occurredAt,
    actor: { type: 'user' as const, userId: id, name, email: id },
    subject: { type: 'organization' as const, id },
    details: { name, from, to },
  }));

/** The start of a cell that a spreadsheet may run as a formula, after it has dropped invisible characters. */
const formula = /^[=+\-@\t\r＝＋－＠]/u;
/** The same where a spreadsheet splits the cell. */
const formulaInside = /([;\t\r\n]\s*)(?=[=+\-@＝＋－＠])/gu;

test('auditCsv writes one row per event and only adds an apostrophe before a formula', () => {
  fc.assert(
    fc.property(fc.array(someEvent, { maxLength: 5 }), (events) => {
      const [header = [], ...rows] = readCsv(auditCsv(events, true));
      expect(rows).toHaveLength(events.length);
      for (const [n, row] of rows.entries()) {
        expect(row).toHaveLength(header.length);
        for (const cell of row) expect(cell).not.toMatch(formula);
        for (const cell of row) expect(cell).not.toMatch(formulaInside);
        const { actor, details } = events[n] ?? expect.fail('no event');
        const cell = (column: string) => row[header.indexOf(column)];
        const split = (text: string) => text.replace(formulaInside, "$1'");
        const safe = (text = '') => (formula.test(split(text)) ? `'${split(text)}` : split(text));
        expect(cell('actorName')).toBe(safe(actor.name));
        expect([cell('from'), cell('to')]).toEqual([details.from, details.to].map((list) => safe(list.join(' '))));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('the reader of this test takes no CSV but that of RFC 4180', () => {
  expect(readCsv('a,"b ""c"", d\r\ne"\r\n,\r\n')).toEqual([
    ['a', 'b "c", d\r\ne'],
    ['', ''],
  ]);
  for (const text of ['a', 'a\n', 'a"b\r\n', '"a"b\r\n', '"a\r\n']) expect(() => readCsv(text)).toThrow('No cell');
});
