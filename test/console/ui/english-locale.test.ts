import { expect, test } from 'vitest';
import { englishOf } from '#console/ui/english-locale.ts';

test.each([
  [['en-GB', 'en'], 'en-GB'],
  [['de-DE', 'de', 'en-GB', 'en'], 'en-GB'],
  [['de-DE'], 'en-US'],
  [['en-US@posix'], 'en-US'],
  [['enough', 'en-'], 'en-US'],
  [[], 'en-US'],
])('a browser with the languages %j shows dates and numbers in %s', (languages, expected) => {
  expect(englishOf(languages)).toBe(expected);
  expect(new Intl.NumberFormat(expected).format(5000)).toBe('5,000');
});
