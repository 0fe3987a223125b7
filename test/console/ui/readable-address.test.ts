import { expect, test } from 'vitest';
import { readableDomain, readableEmail } from '#console/ui/readable-address.ts';
import { domainName } from '#core/contract/email-address.ts';

const stored = (written: string): string => {
  const domain = domainName(written);
  if (domain === undefined) throw new Error(`${written} is no domain`);
  return domain;
};

test.each([
  'bücher.de',
  'smörgåsbord.se',
  'łódź.pl',
  'straße.de',
  '日本語.jp',
  'ひらがな.jp',
  '한국.kr',
  'دبي.ae',
  'ไทย.th',
  'пример.рф',
  'παράδειγμα.ελ',
])('%s is shown as people write it', (written) => {
  expect(readableDomain(stored(written))).toBe(written);
});

test.each(['аcme.com', 'раураӏ.com', 'gооgle.com', 'αcme.com', 'lınkedin.com', 'ɡoogle.com', 'аррӏе.com'])(
  '%s stays in ASCII: its letters pass for those of another domain',
  (written) => {
    const domain = stored(written);
    expect(domain).toMatch(/^xn--/);
    expect(readableDomain(domain)).toBe(domain);
  },
);

test.each(['acme.com', 'xn--', 'xn--acme-.com', 'xn--zzzzzzzzzzzz99999.com', 'xn--a\u{200b}.com', '', 'a', '__.test'])(
  '%j, the ASCII form of no other domain, stays as it is',
  (domain) => {
    expect(readableDomain(domain)).toBe(domain);
  },
);

test('an email keeps what is before its @', () => {
  expect(readableEmail('xn--bcher-kva@xn--bcher-kva.de')).toBe('xn--bcher-kva@bücher.de');
  expect(readableEmail('a•••@xn--bcher-kva.de')).toBe('a•••@bücher.de');
  expect(readableEmail('The system')).toBe('The system');
});
