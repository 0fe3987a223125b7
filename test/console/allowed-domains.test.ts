import { expect, test } from 'vitest';
import { withAddedDomains } from '#console/organization/added-domains.ts';
import { isPublicMailDomain } from '#console/organization/public-mail-domains.ts';
import { shownDomain } from '#console/organization/shown-domain.ts';

test('domains are added in their one form, several at once, each once', () => {
  expect(withAddedDomains(['a.test'], ' B.Test; a.test,bücher.example ')).toEqual({
    domains: ['a.test', 'b.test', 'xn--bcher-kva.example'],
  });
});

test.each([
  ['@acme.com', ['acme.com']],
  ['https://www.acme.com/about?x=1', ['acme.com']],
  ['acme.com.', ['acme.com']],
  ['“acme.com”；<y.test>', ['acme.com', 'y.test']],
  ['ac\u200bme.com\ufeff', ['acme.com']],
  ['acme．com', ['acme.com']],
])('withAddedDomains takes the domain out of %j', (typed, added) => {
  expect(withAddedDomains([], typed)).toEqual({ domains: added });
});

test.each([
  ['', 'Enter a domain'],
  ['ann@acme.com', '“ann@acme.com” isn’t a valid domain.'],
  ['*.acme.com', '“*.acme.com” isn’t a valid domain.'],
  ['acme\u200b', '“acme” isn’t a valid domain.'],
  ['a.test', 'Already on the list.'],
  [Array.from({ length: 100 }, (_, index) => `d${index}.test`).join(' '), 'up to 100'],
])('%j is refused before it is sent, with what is wrong', (typed, words) => {
  expect(withAddedDomains(['a.test'], typed)).toEqual({ fault: expect.stringContaining(words) });
});

test('a domain in other letters is shown as it is written, with the form that is kept', () => {
  expect(['acme.com', 'xn--bcher-kva.example'].map(shownDomain)).toEqual([
    'acme.com',
    'bücher.example (xn--bcher-kva.example)',
  ]);
});

test('isPublicMailDomain knows common mail services and no company domain', () => {
  expect(['gmail.com', 'yahoo.co.uk', 'hotmail.fr', 'acme.com', 'mail.acme.com'].map(isPublicMailDomain)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
