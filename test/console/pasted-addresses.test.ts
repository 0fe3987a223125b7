import { expect, test } from 'vitest';
import { pastedAddresses } from '#console/invite/pasted-addresses.ts';

test.each([
  ['a@x.test, b@x.test;c@x.test\nd@x.test e@x.test\r\nf@x.test', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['Ann Lee <a@x.test>, "Lee, Bob" <b@x.test>; <c@x.test>', ['a', 'b', 'c']],
  ['a@x.test Bob <b@x.test>', ['b', 'a']],
  ['mailto:a@x.test Bob <MAILTO:b@x.test>', ['b', 'a']],
  [' , ;; \n', []],
])('a list pasted as %j is taken apart', (text, names) => {
  expect(pastedAddresses(text)).toEqual(names.map((name) => `${name}@x.test`));
});

test('the same address in another spelling is taken once, and what is no address stays to be corrected', () => {
  expect(pastedAddresses('Ann@X.test ann@x.test, oops, ann@')).toEqual(['ann@x.test', 'oops', 'ann@']);
});
