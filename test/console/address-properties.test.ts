import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddresses } from '#console/invite/addresses/parse-addresses.ts';
import { withoutInvisible } from '#console/text/visible-text.ts';
import { emailAddress } from '#core/contract/email-address.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const domain = fc.constantFrom('x.test', 'mail.acme.com', 'bücher.example', 'y-z.co.uk');
const address = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,6}([._+-][a-z0-9]{1,4})?$/), domain)
  .map((parts) => parts.join('@'));
const name = fc.constantFrom('Ann', 'Ann Lee', '"Lee, Ann"', 'Jörg Müller', '张三', 'آن لي', "O'Brien", 'Dr. Ann Lee');

const enclosed = fc.oneof(
  fc.constantFrom('""', "''", '()', '[]', '<>', '“”', '‘’', '«»', '「」', '（）', '``', '**').map((pair) => [...pair]),
  fc.constantFrom('', '.', ',', ';', '!', '?', ':', '。', '؟', '™', '\u200b', '\u00a0').map((after) => ['', after]),
  fc.constantFrom('mailto:', '• ', '- ', 'Email: ', '\u200e', '\ufeff', '📧').map((before) => [before, '']),
  name.map((before) => [`${before} <`, '>']),
  name.map((after) => ['', ` (${after})`]),
);

const separator = fc.constantFrom(
  ', ',
  ',',
  '; ',
  ';',
  '\n',
  '\r\n',
  '\t',
  ' ',
  '，',
  '、',
  '；',
  '،',
  '｜',
  '|',
  ' / ',
  '\u2028',
  '\u3000',
);

const written = fc.record({
  address,
  enclosed,
  separator,
  invisibleAt: fc.nat(8),
  invisible: fc.constantFrom('', '', '\u200b', '\u00ad', '\u2060'),
});

const textOf = (
  parts: readonly { address: string; enclosed: string[]; separator: string; invisibleAt: number; invisible: string }[],
) =>
  parts
    .map(({ address: email, enclosed: [before = '', after = ''], separator: end, invisibleAt, invisible }) => {
      const at = Math.min(invisibleAt, email.length);
      return `${before}${email.slice(0, at)}${invisible}${email.slice(at)}${after}${end}`;
    })
    .join('');

const onlyValid = (emails: readonly string[]) => emails.filter((email) => emailAddress(email) === email);

const canonical = (email: string): string => emailAddress(email) ?? `not an address: ${email}`;

test('no address that a person can see is lost and none is invented, however it is enclosed and separated', () => {
  fc.assert(
    fc.property(fc.array(written, { minLength: 1, maxLength: 12 }), (parts) => {
      const emails = [...new Set(parts.map((part) => canonical(part.address)))];
      expect(parseAddresses(textOf(parts)).emails).toEqual(emails);
    }),
    { numRuns: 2000 },
  );
});

const cell = fc.oneof(word, name, address, fc.constantFrom('', '"Two\nlines"', '12', 'a@', '@b', '<', '"', '5"'));
const table = fc
  .tuple(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 8 }), fc.constantFrom(',', ';', '\t', '|'))
  .map(([rows, end]) => rows.map((cells) => cells.join(end)).join('\n'));
const anyText = fc.oneof(
  table,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.oneof(address, separator, fc.string({ maxLength: 4 }), fc.constantFrom('@', '"', '<', '>', '\u200b', '…')),
    )
    .map((parts) => parts.join('')),
);

const isolated = /(?<=^|[\s,;])[a-z][a-z0-9]*@[a-z]+\.(?:test|com)(?=$|[\s,;])/g;

test('any text keeps the addresses between plain separators, and gives only what is written in it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { emails } = parseAddresses(text);
      for (const email of text.match(isolated) ?? []) expect(emails).toContain(email);
      const visible = withoutInvisible(text).toLowerCase();
      for (const email of emails.filter((found) => emailAddress(found) === found && /^[\w.+-]+@[a-z.]+$/.test(found)))
        expect(visible).toContain(email);
    }),
    { numRuns: 3000 },
  );
});

test('parsing parsed addresses again, one per line, returns the same valid addresses', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { emails } = parseAddresses(text);
      expect(onlyValid(parseAddresses(emails.join('\n')).emails)).toEqual(onlyValid(emails));
    }),
    { numRuns: 3000 },
  );
});

test('neither emails nor ignored entries contain an invisible character', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { emails, leftOut } = parseAddresses(text);
      for (const shown of [...emails, ...leftOut]) expect(withoutInvisible(shown)).toBe(shown);
    }),
    { numRuns: 2000 },
  );
});

test('1,000 rows are parsed once each, with any number of columns', () => {
  const rows = Array.from({ length: 1000 }, (_, index) => `"Lee, Ann ${index}"\tann${index}@x.test\tSales\t+1 555`);
  const { emails, leftOut } = parseAddresses(['Name\tEmail\tTeam\tPhone', ...rows].join('\r\n'));
  expect(emails).toHaveLength(1000);
  expect(leftOut).toEqual(['Name Email Team Phone']);
});
