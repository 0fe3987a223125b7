import { expect, test } from 'vitest';
import { whatIsWrong } from '#console/invite/what-is-wrong.ts';
import { rejections } from '#core/contract/problems.ts';

test.each([
  ['not-an-address', 'Missing @.'],
  ['x@@y.com', 'More than one @.'],
  ['@acme.com', 'Missing the name before @.'],
  ['oops@', 'Missing the domain after @.'],
  ['Ann Lee ann@', 'Missing the domain after @.'],
  ['ann @acme.com', 'Contains a space.'],
  ['very.lo…me@acme.com', 'Part of it is missing. Paste the whole email.'],
  ['ümlaut@acme.com', '“ü” isn’t supported before the @. Use unaccented letters.'],
  ['u\u0308mlaut@acme.com', '“ü” isn’t supported before the @. Use unaccented letters.'],
  ['foo@bar', '“bar” isn’t a complete domain (for example, acme.com).'],
  ['foo@acme..com', '“acme..com” isn’t a valid domain.'],
  [`${'a'.repeat(65)}@acme.com`, 'Too long.'],
  ['a..b@acme.com', rejections.invalid_email],
])('whatIsWrong says of %j: %s', (input, words) => {
  expect(whatIsWrong(input)).toBe(words);
});

test.each([
  ['ann\u200b@ac\u00adme', '“acme” isn’t a complete domain (for example, acme.com).'],
  ['an\u0301\u0302n@acme.com', '“ń” isn’t supported before the @. Use unaccented letters.'],
  ['q\u0302@acme.com', 'A character before the @ isn’t supported.'],
  ['ann\ue000@acme.com', 'A character before the @ isn’t supported.'],
])('whatIsWrong quotes nothing of %j that can’t be seen', (input, words) => {
  expect(whatIsWrong(input)).toBe(words);
});
