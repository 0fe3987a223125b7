import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainName } from '#core/email/plain-name.ts';
import { emailFromAnn, link, linksSeenIn, visibleText } from './read-email.ts';

const hostile = [
  'evil.com',
  'EVIL.COM',
  'https://evil.com/x?y=1#z',
  'https:/evil.com',
  'https:evil.com',
  'HTTP://EVIL.COM',
  '//evil.com/x',
  '\\\\evil.com\\share',
  '\\\\evil\\share',
  'file://evil/share',
  'ftp://evil.com',
  'www.evil.com',
  'Acme (evil.com)',
  'Acme "evil.com"',
  'Acme,evil.com,',
  'mail.evil.co.uk',
  'evil.com.',
  '.evil.com',
  'evil.\ncom',
  'evil.\u200bcom',
  'evil\u200b.\u200bcom',
  'evil\u2060.com',
  'evil\u00ad.com',
  'ev\u202eil.com',
  'https\u200b://\u200bevil.com',
  'https://evil\u200d.com',
  'évil\u200d.com',
  'evil\u3002com',
  'evil\uff0ecom',
  'evil\uff61com',
  'evil\u2024com',
  'ｈｔｔｐｓ：／／ｅｖｉｌ．ｃｏｍ',
  'évil.рф',
  'xn--evl-1na.com',
  '192.0.2.7',
  'http://[2001:db8::7]/',
  'http://evil',
  'a@evil.com',
  'a＠evil.com',
  '<a@evil.com>',
  'mailto:a@evil.com',
  'javascript:alert(1)',
  'data:text/html,<b>x</b>',
  'tel:+15550100',
  '<a href="https://evil.com">Acme</a>',
  '<a href=//evil.com>Acme</a>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></bdi><script>alert(1)</script>',
  '<!--',
  ']]>',
  '&lt;b&gt;',
  '&#60;script&#62;',
  '[Acme](https://evil.com)',
  'Acme\r\nBcc: eve@evil.com',
  'Acme\nhttps://evil.com',
  'Acme\u2028evil.com',
  'Acme\u0085Bcc: eve@evil.com',
  'Acme\0.com',
];

test.each(hostile)(
  'an organization or inviter named %j adds no link, markup or header to the email',
  { tags: ['promise/email'] },
  async (name) => {
    const email = emailFromAnn({ organizationName: name, inviter: { name, email: 'ann@acme.test' } });
    const innocent = emailFromAnn();
    expect(tagsOf(email.html)).toEqual(tagsOf(innocent.html));
    expect(email.subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(email.text.split('\n')).toHaveLength(innocent.text.split('\n').length);
    expect(email.subject).not.toMatch(/:[/\\]/);
    const seen = [email.text, await visibleText(email.html)];
    const links = (await Promise.all(seen.map(linksSeenIn))).flat();
    expect(new Set(links)).toEqual(new Set([link]));
  },
);

// Guards the tests in this file: what reads the mails has to be as eager as mail clients are.
test('the reader of these tests makes links of what is not made plain', async () => {
  expect(await linksSeenIn('Join evil.com, https://evil.com/x, a@evil.com and https://evil.\u200bcom')).toHaveLength(4);
});

const tagsOf = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];

test.each([
  ['Acme Inc.', 'Acme Inc.'],
  ['  Acme \t  Inc.\n', 'Acme Inc.'],
  ['Booking.com', 'Booking. com'],
  ['J.P. Morgan', 'J. P. Morgan'],
  ['Wait... what?!', 'Wait... what?!'],
  ['St. Gallen (Schweiz) Ltd., Zürich', 'St. Gallen (Schweiz) Ltd., Zürich'],
  ['https://evil.com', 'https: / /evil. com'],
  ['R&D and/or <Ops>', 'R&D and/or <Ops>'],
  ["O'Neil", "O'Neil"],
  ['株式会社\u3000アクメ', '株式会社 アクメ'],
  ['می‌خواهم', 'می‌خواهم'],
  ['क्‍ष', 'क्‍ष'],
  ['Ac\u200cme', 'Acme'],
  ['❤️ 👩‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍💻', '❤️ 👩‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍💻'],
  ['\u202eemcA\u202c', 'emcA'],
  ['\ud83dAcme', 'Acme'],
  [`a${'\u0301'.repeat(100)}`, `a${'\u0301'.repeat(8)}`],
  ['a'.repeat(120), 'a'.repeat(120)],
  ['a'.repeat(121), `${'a'.repeat(119)}…`],
  ['👩‍👩‍👧‍👦'.repeat(20), `${'👩‍👩‍👧‍👦'.repeat(17)}…`],
])('the name %j is written %j', (name, plain) => {
  expect(plainName(name)).toBe(plain);
});

const pieces = [
  'evil',
  'com',
  '.',
  '。',
  '．',
  '\u2024',
  '\ufe52',
  '\uff61',
  '：',
  '＠',
  '-',
  '@',
  ':',
  '/',
  '//',
  '\\',
  ' ',
  '\n',
  '\u200b',
  '\u200d',
  '\u202e',
  '<',
  '>',
  '"',
  "'",
  '&',
  'é',
  '👩',
  'https',
  'www',
];
const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
);

test('a name in an email is one visible, well-formed, bounded line without a dot inside a word', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      const plain = plainName(name);
      expect(plain).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u202a-\u202e\u2060-\u206f\ufeff]/u);
      expect(plain).not.toMatch(/[.\u2024\u3002\ufe52\uff0e\uff61][\p{L}\p{N}\p{S}_-]|[@:＠：]\S|\/\/|\\\\/u);
      expect(plain.isWellFormed()).toBe(true);
      expect([...plain].length).toBeLessThanOrEqual(240);
    }),
    { numRuns: 2_000 },
  );
});

test('an email has the same tags and lines, and a subject of one line, for any names', () => {
  const innocent = emailFromAnn();
  fc.assert(
    fc.property(anyName, anyName, (organizationName, name) => {
      const email = emailFromAnn({ organizationName, inviter: { name, email: 'ann@acme.test' } });
      expect(tagsOf(email.html)).toEqual(tagsOf(innocent.html));
      expect(email.text.split(/[\r\n\u2028\u2029]/)).toHaveLength(innocent.text.split('\n').length);
      expect(email.subject).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 500 },
  );
});
