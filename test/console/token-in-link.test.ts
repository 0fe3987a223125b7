// cspell:ignore fapp finvitation cann cabc sdata
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { organizationIn, tokenIn } from '#console/invitation/token-in-link.ts';
import { invitationToken } from '#core/invitation-token.ts';

const id = { organizationId: '01M82GACAZ00MW3Q8F7Z4P36SF', invitationId: '01M82GACAZ001C32EMB0CN84JB' };
const tokens = Array.from({ length: 100 }, (_, n) =>
  invitationToken(id, { current: 'k1', keys: { k1: String(n).padEnd(64, 'a') } }),
);
// Mail clients and chats take both for markup.
const token = tokens.find((one) => one.includes('_') && one.includes('-')) ?? expect.fail('no such token');
const [keyId = '', organization = '', invitation = '', code = ''] = token.split('.');

/** As browsers hand over an address: characters outside of ASCII and spaces are encoded in the path and the query. */
const asBrowsersDo = (link: string): string => {
  const { pathname, search, hash } = new URL(link, 'https://app.partnerally.test');
  return pathname + search + hash;
};

const middle = (text: string): number => Math.floor(text.length / 2);
const brokenBy = (text: string): string => token.slice(0, middle(token)) + text + token.slice(middle(token));

test.each([
  ['as it is in the email', `/invitation#${token}`],
  ['# encoded (Outlook Safe Links)', `/invitation%23${token}`],
  ['# encoded twice', `/invitation%2523${token}`],
  ['# encoded three times', `/invitation%252523${token}`],
  ['# encoded four times', `/invitation%25252523${token}`],
  ['a slash before #', `/invitation/#${token}`],
  ['a slash and # encoded', `/invitation/%23${token}`],
  ['the slash encoded, too', `/invitation%2F%23${token}`],
  ['a capital letter', `/Invitation#${token}`],
  ['capital letters', `/INVITATION#${token}`],
  ['capital letters and # encoded', `/INVITATION%23${token}`],
  ['two slashes in front', `https://app.partnerally.test//invitation#${token}`],
  ['the token as a part of the path', `/invitation/${token}`],
  ['# lost', `/invitation${token}`],
  ['the token in the query', `/invitation?${token}`],
  ['the token as a parameter', `/invitation?token=${token}`],
  ['# as in the source of an email (quoted-printable)', `/invitation=23${token}`],
  ['# as a filter writes it', `/invitation*23${token}__;Iw!!abc$`],
  ['# as a filter replaces it', `/invitation*${token}__;Iw!!abc$`],
  ['the link of a filter in the query', `/invitation?a=https%3a%2f%2fapp%2finvitation%23${token}&c=E,1,abc`],
  ['the text of the link behind', `/invitation#${token}|Accept`],
  ['the end of a Markdown link behind', `/invitation#${token})](x)`],
  ['attributes of its markup behind', `/invitation#${token}"%20style="color:red"`],
  ['a session id in the path', `/invitation;jsessionid=A1.b#${token}`],
  ['the name of a file', `/invitation/index.html#${token}`],
  ['# as its entity', `/invitation&#35;${token}`],
  ['# as its full-width form', `/invitation＃${token}`],
  ['# twice', `/invitation##${token}`],
  ['/# twice', `/invitation#/#/${token}`],
  ['a slash after #', `/invitation#/${token}`],
  ['! after # (old routers)', `/invitation#!${token}`],
  ['a full stop behind', `/invitation#${token}.`],
  ['three full stops behind', `/invitation#${token}...`],
  ['an ellipsis behind', `/invitation#${token}…`],
  ['a comma behind', `/invitation#${token},`],
  ['a semicolon behind', `/invitation#${token};`],
  ['a colon behind', `/invitation#${token}:`],
  ['an exclamation mark behind', `/invitation#${token}!`],
  ['a question mark behind', `/invitation#${token}?`],
  ['a bracket behind', `/invitation#${token})`],
  ['a square bracket behind', `/invitation#${token}]`],
  ['a brace behind', `/invitation#${token}}`],
  ['an angle bracket behind', `/invitation#${token}>`],
  ['an encoded angle bracket behind', `/invitation#${token}%3E`],
  ['an entity behind', `/invitation#${token}&gt;`],
  ['a double quote behind', `/invitation#${token}"`],
  ['a single quote behind', `/invitation#${token}'`],
  ['a typographic quote behind', `/invitation#${token}”`],
  ['a French quote behind', `/invitation#${token}»`],
  ['a backtick behind', `/invitation#${token}\``],
  ['an asterisk behind', `/invitation#${token}*`],
  ['two asterisks behind', `/invitation#${token}**`],
  ['an underscore behind', `/invitation#${token}_`],
  ['a hyphen behind', `/invitation#${token}-`],
  ['a tilde behind', `/invitation#${token}~`],
  ['a bar behind', `/invitation#${token}|`],
  ['a backslash behind', `/invitation#${token}\\`],
  ['an encoded space behind', `/invitation#${token}%20`],
  ['an encoded line break behind', `/invitation#${token}%0D%0A`],
  ['a no-break space behind', `/invitation#${token}%C2%A0`],
  ['a zero-width space behind', `/invitation#${token}\u200b`],
  ['an encoded zero-width space behind', `/invitation#${token}%E2%80%8B`],
  ['a byte order mark behind', `/invitation#${token}\ufeff`],
  ['a left-to-right mark in front', `/invitation#\u200e${token}`],
  ['an angle bracket in front', `/invitation#<${token}>`],
  ['another # in front, encoded', `/invitation#%23${token}`],
  ['a quote in front', `/invitation#"${token}"`],
  ['a space in front', `/invitation#%20${token}`],
  ['an equals sign in front (quoted-printable)', `/invitation#=${token}`],
  ['an accented letter in front', `/invitation#é${token}`],
  ['bytes that are no text around it', `/invitation#%ff${token}%fe`],
  ['a percent sign behind', `/invitation#${token}%`],
  ['the words of a signature behind', `/invitation#${token}%20Sent%20from%20my%20phone`],
  ['letters behind, without a space', `/invitation#${token}Sent`],
  ['the address of the mail behind', `/invitation#${token}mailto:ann@acme.test`],
  ['a parameter of Facebook behind', `/invitation#${token}&fbclid=abc`],
  ['parameters of a newsletter in the query', `/invitation?utm_source=mail&utm_medium=email#${token}`],
  ['parameters behind the token', `/invitation#${token}?utm_source=mail`],
  ['a campaign of the same name', `/invitation?utm_campaign=invitation#${token}`],
  ['a parameter of Google and # encoded', `/invitation%23${token}?gclid=a.b.c.d`],
  ['a fragment behind (text to scroll to)', `/invitation#${token}#:~:text=Join`],
  [
    'parameters behind the encoded #',
    `/invitation%23${token}&data=05%7C02%7Cann%40acme.test%7Cabc&sdata=x%3D&reserved=0`,
  ],
  ['the link twice', `/invitation#${token}https://app.partnerally.test/invitation#${token}`],
  ['a line break in the middle', `/invitation#${brokenBy('%0D%0A')}`],
  ['a line break with indentation in the middle', `/invitation#${brokenBy('%0A%20%20%20')}`],
  ['a space in the middle', `/invitation#${brokenBy('%20')}`],
  ['a space in the code', `/invitation#${keyId}.${organization}.${invitation}.${code.slice(0, 9)}%20${code.slice(9)}`],
  ['spaces around its dots', `/invitation#${token.replaceAll('.', '%20.%20')}`],
  ['a break and parameters', `/invitation?utm_source=mail#${brokenBy('%20')}&fbclid=abc`],
  ['a break and a fragment behind', `/invitation#${brokenBy('%20')}#top`],
  ['a soft line break in the middle (quoted-printable)', `/invitation#${brokenBy('=%0D%0A')}`],
  ['the rest of a soft line break in the middle', `/invitation#${brokenBy('=')}`],
  ['a quotation mark of a mail in the middle', `/invitation#${brokenBy('%0A%3E%20')}`],
  ['a soft hyphen in the middle', `/invitation#${brokenBy('\u00ad')}`],
  ['a zero-width space in the middle', `/invitation#${brokenBy('%E2%80%8B')}`],
  ['a word joiner in the middle', `/invitation#${brokenBy('\u2060')}`],
  ['its dots encoded', `/invitation#${token.replaceAll('.', '%2E')}`],
  ['its dots full-width', `/invitation#${token.replaceAll('.', '．')}`],
  ['its underscores escaped (Markdown)', `/invitation#${token.replaceAll('_', '\\_')}`],
  ['its underscores encoded', `/invitation#${token.replaceAll('_', '%5F')}`],
  ['its hyphens as no-break hyphens', `/invitation#${token.replaceAll('-', '\u2011')}`],
  ['its hyphens as en dashes', `/invitation#${token.replaceAll('-', '–')}`],
  ['all of it encoded', `/invitation#${[...token].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')}`],
])('tokenIn finds the token with %s', (_, link) => {
  expect(tokenIn(asBrowsersDo(link))).toBe(token);
});

test('tokenIn finds a token whose two hyphens became a dash', () => {
  const two = `${keyId}.${organization}.${invitation}.${'A'.repeat(20)}--${'A'.repeat(21)}`;
  expect(tokenIn(asBrowsersDo(`/invitation#${two.replace('--', '—')}`))).toBe(two);
});

test.each([
  ['nothing', '/invitation'],
  ['an empty fragment', '/invitation#'],
  ['a token that was cut short', `/invitation#${token.slice(0, -1)}`],
  ['a token that was cut short, and parameters', `/invitation#${token.slice(0, -20)}&fbclid=abc`],
  ['a token without its key', `/invitation#${organization}.${invitation}.${code}`],
  ['a token without its code', `/invitation#${keyId}.${organization}.${invitation}`],
  ['the address of another page', '/organizations/o1/settings/members?search=a.b.c#top'],
  ['a broken encoding', '/invitation%E0%A4%A#%'],
])('tokenIn finds no token in %s', (_, link) => {
  expect(tokenIn(link)).toBeUndefined();
});

test('tokenIn finds the token between any other characters', () => {
  const around = fc.string({ unit: fc.constantFrom(...' \t\n<>()[]{}"\'`*~|,;:!?&=%/\\#„“”»«·…\u200b\u200e\ufeff') });
  fc.assert(
    fc.property(around, around, (before, behind) => {
      expect(tokenIn(`/invitation#${before}${token}${behind}`)).toBe(token);
    }),
    { numRuns: 500 },
  );
});

test('tokenIn answers a token or nothing, and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(tokenIn(text) ?? 'a.b.c.'.padEnd(49, 'd')).toMatch(/^\w+\.\w+\.\w+\.[\w-]{43}$/);
    }),
  );
});

test('organizationIn reads the organization of a token', () => {
  expect(organizationIn(token)).toBe(id.organizationId);
  expect(organizationIn('nonsense')).toBeUndefined();
});
