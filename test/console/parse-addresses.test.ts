import { expect, test } from 'vitest';
import { parseAddresses } from '#console/invite/addresses/parse-addresses.ts';
import { clipboardTexts } from './clipboard-texts/all.ts';

test('the table of clipboard texts has at least 150 rows', () => {
  expect(new Set(clipboardTexts.map(({ text }) => text)).size).toBeGreaterThanOrEqual(150);
});

test.each(clipboardTexts)('parseAddresses reads a text from $from', ({ text, emails, leftOut = 0, duplicates = 0 }) => {
  const parsed = parseAddresses(text);
  expect(parsed.emails).toEqual(typeof emails === 'string' ? emails.split(' ') : emails);
  expect(parsed.leftOut).toHaveLength(leftOut);
  expect(parsed.duplicates).toBe(duplicates);
});

test('parseAddresses names the entries that it left out as a person sees them', () => {
  const text = 'Name\tEmail\n\u200bBob Ray\u200b\t\n"Eve"\t\nAnn\ta@x.test';
  expect(parseAddresses(text).leftOut).toEqual(['Name Email', 'Bob Ray', 'Eve']);
});

test.each([
  ['Ann Lee <a@x.test>', false],
  ['Lee, Ann <a@x.test>; b@x.test (Bob)', false],
  ['a@x.test\nb@x.test', false],
  ['Ann\ta@x.test\tSales', true],
  ['a@x.test and b@x.test', true],
])('parseAddresses says whether %j holds other text: %s', (text, otherText) => {
  expect(parseAddresses(text).otherText).toBe(otherText);
});
