import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedName, isVisibleName } from '#core/contract/names.ts';

/** Every character of Unicode that is assigned, but for surrogates, which a well-formed name has none of. */
const allCharacters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter((one) =>
  /[^\p{Cs}\p{Cn}\p{Co}]/u.test(one),
);

const name = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.toWellFormed());

describe('isVisibleName', () => {
  test.each(['a', '日本', '1', '.', '👍', '👩‍👩‍👧', '\u0646\u06cc\u0645\u200c\u0641\u0627', '\u3164a', '\u2800a'])(
    'returns true for %j',
    (text) => {
      expect(isVisibleName(text)).toBe(true);
    },
  );

  test.each([
    ['nothing', ''],
    ['white space', ' \t\u00a0\u2003\u3000'],
    ['zero-width characters', '\u200b\u2060\ufeff\u200d'],
    ['a soft hyphen', '\u00ad'],
    ['the Hangul fillers, which are letters', '\u3164\u115f\u1160\uffa0'],
    ['the empty Braille pattern, which is a symbol', '\u2800'],
    ['an empty note head', '\u{1d159}'],
    ['blank hieroglyphs', '\u{13441}\u{13442}'],
    ['the Khitan filler', '\u{16fe4}'],
    ['tag characters and variation selectors', '\u{e0041}\u{e007f}\ufe0f\u{e0100}'],
    ['a mark without a letter', '\u0301'],
    ['bidirectional controls', '\u202e\u2066\u061c'],
  ])('returns false for %s', (_, text) => {
    expect(isVisibleName(text)).toBe(false);
  });
});

describe('foldedName', () => {
  test.each([
    ['case', 'Sales', 'SALES'],
    ['sharp s', 'Straße', 'STRASSE'],
    ['capital sharp s', 'Ma\u1e9e', 'mass'],
    ['final sigma', 'ΟΔΟΣ', 'οδος'],
    ['composed and decomposed letters', 'É', 'E\u0301'],
    ['fullwidth letters', '\uff33\uff41\uff4c\uff45\uff53', 'sales'],
    ['ligatures', '\ufb01nance', 'finance'],
    ['an invisible character inside', 'Sa\u200bles', 'Sales'],
    ['an invisible character between a letter and its accent', 'E\u200b\u0301', 'É'],
    ['a Hangul filler at the end', 'Sales\u3164', 'Sales'],
    ['two spaces', 'Two  Words', 'Two Words'],
    ['a no-break space', 'Two\u00a0Words', 'Two Words'],
    ['an ideographic space', 'Two\u3000Words', 'Two Words'],
    ['an empty Braille pattern as a space', 'Two\u2800Words', 'Two Words'],
    ['white space around', '\u2003Sales\u2800', 'Sales'],
  ])('returns the same for names that differ in %s', (_, one, other) => {
    expect(foldedName(one)).toBe(foldedName(other));
  });

  test('keeps names apart that look different', () => {
    const names = ['Sales', 'Sale', 'Sa les', 'Salés', 'Säles', 'Sales 1', 'Sales1', 'Sales.', '日本', '日本語'];
    expect(new Set(names.map(foldedName)).size).toBe(names.length);
  });

  test('returns something for every character that shows', () => {
    const wrong = allCharacters.filter((one) => isVisibleName(one) && foldedName(one) === '');
    expect(wrong).toEqual([]);
  });

  test('returns the same for each character of Unicode in upper and in lower case', () => {
    const wrong = allCharacters.filter((one) =>
      [one.toUpperCase(), one.toLowerCase()].some((variant) => foldedName(variant) !== foldedName(one)),
    );
    expect(wrong).toEqual([]);
  });

  test('changes nothing when applied to its own result', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(foldedName(foldedName(text))).toBe(foldedName(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
