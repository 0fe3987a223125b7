import { expect, test } from 'vitest';
import { parseAddresses } from '#console/invite/addresses/parse-addresses.ts';
import { takeAddresses } from '#console/invite/addresses/take-addresses.ts';
import { insertText, isComplete } from '#console/invite/addresses/typing.ts';
import { emailAddress } from '#core/contract/email-address.ts';
import { clipboardTexts } from './clipboard-texts/all.ts';

type Box = { readonly emails: readonly string[]; readonly field: string };

/** The box after a key: a line break is Enter. */
const pressKey = ({ emails, field }: Box, key: string): Box => {
  const ends = key === '\n' || key === '\r' || key === '\t';
  const typed = ends ? field : field + key;
  if (!ends && !isComplete(typed)) return { emails, field: typed };
  return { emails: takeAddresses(emails, typed).emails, field: '' };
};

const typeIn = (text: string): Box => [...text].reduce(pressKey, { emails: [], field: '' });

const enter = (box: Box) => pressKey(box, '\n').emails;

const onlyValid = (emails: readonly string[]) => emails.filter((email) => emailAddress(email) !== undefined);

test.each(clipboardTexts.filter(({ onlyPasted }) => !onlyPasted))(
  'typing the text from $from gives the addresses that pasting it gives',
  ({ text }) => {
    expect(onlyValid(enter(typeIn(text)))).toEqual(onlyValid(parseAddresses(text).emails));
  },
);

test.each([
  ['ann@x.test,', true],
  ['ann@x.test;', true],
  ['ann@x.test ', true],
  ['ann＠x.test，', true],
  ['ann@x.test、', true],
  ['oops@,', true],
  ['ann@ ', false],
  ['Ann ', false],
  ['Lee,', false],
  ['Lee, Ann <ann@x.test', false],
  ['Ann <ann@x.test,', false],
  ['"Lee, ann@x.test,', false],
  ['ann@x.test (Sales,', false],
  ['mailto:ann@x.test,', false],
  ['Ann ann@x.test ', false],
  ['ann@x.test', false],
])('isComplete of %j is %s', (typed, complete) => {
  expect(isComplete(typed)).toBe(complete);
});

const at = (text: string) => {
  const [before = '', selection = '', after = ''] = text.split('|');
  return { before, after: after === '' && !text.includes('|', text.indexOf('|') + 1) ? selection : after };
};

test.each([
  // `|` is the caret; what stands between two is selected.
  ['ann@|', 'acme.test', { taken: '', field: 'ann@acme.test', caret: 13 }],
  ['|bob@wrong.tes|', 'bob@right.test', { taken: '', field: 'bob@right.test', caret: 14 }],
  ['bob@|wrong|.test', 'right', { taken: '', field: 'bob@right.test', caret: 9 }],
  ['|', 'bob@right.test\r\n', { taken: '', field: 'bob@right.test', caret: 14 }],
  ['an|@x.test', '\u200bn', { taken: '', field: 'ann@x.test', caret: 3 }],
  ['ann@x.test|', 'bob@x.test', { taken: 'ann@x.test', field: 'bob@x.test', caret: 10 }],
  ['|ann@x.test', 'bob@x.test', { taken: 'bob@x.test', field: 'ann@x.test', caret: 0 }],
  ['|', 'a@x.test, b@x.test', { taken: 'a@x.test, b@x.test', field: '', caret: 0 }],
  ['|oops|', 'a@x.test\nb@x.test', { taken: 'a@x.test\nb@x.test', field: '', caret: 0 }],
  ['ann@x.test|', 'a@x.test, b@x.test', { taken: 'ann@x.test a@x.test, b@x.test', field: '', caret: 0 }],
  ['Ann Lee |', '<ann@x.test>', { taken: 'Ann Lee <ann@x.test>', field: '', caret: 0 }],
  ['|', 'a@x.test🙂b@x.test', { taken: 'a@x.test🙂b@x.test', field: '', caret: 0 }],
  ['|', 'Ann Lee', { taken: '', field: 'Ann Lee', caret: 7 }],
  ['|', 'Ann\nBob', { taken: 'Ann\nBob', field: '', caret: 0 }],
] as const)(
  'insertText into %j of %j takes what has separators, and leaves one piece in the field',
  (field, text, result) => {
    expect(insertText(at(field), text)).toEqual(result);
  },
);

test('takeAddresses counts what the list and the text have twice', () => {
  const taken = takeAddresses(['a@x.test'], 'A@x.test, b@x.test, b@x.test, oops');
  expect(taken).toMatchObject({ emails: ['a@x.test', 'b@x.test'], added: 1, duplicates: 2, leftOut: ['oops'] });
});
