import { expect, test } from 'vitest';
import { instant } from '#core/contract/fields.ts';
import { emailFromAnn, link, visibleText, withoutIsolates } from './read-email.ts';

const ordinary = () => emailFromAnn();
const farAway = () =>
  emailFromAnn({
    organizationName: 'גלובקס בע״מ 🚀',
    inviter: { name: 'مریم می‌خواهد 👩🏽‍💻', email: 'maryam@globex.test' },
    role: 'admin',
    productName: 'Partneralliés',
    now: instant.parse('2026-11-28T14:06:00.000Z'),
  });
const longest = () =>
  emailFromAnn({
    organizationName: `${'Donaudampfschifffahrt '.repeat(5)}GmbH 🚢🚢🚢🚢🚢`,
    inviter: {
      name: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(10),
      email: `${'a'.repeat(64)}@${'b'.repeat(60)}.test`,
    },
    role: 'viewer',
  });

test.each([
  ['ordinary', ordinary],
  ['far-away', farAway],
  ['longest', longest],
])('the %s email reads as in its golden files', async (name, email) => {
  const { html, text } = email();
  await expect(html).toMatchFileSnapshot(`golden/${name}.html.txt`);
  await expect(text).toMatchFileSnapshot(`golden/${name}.text.txt`);
});

test('an invitee reads the organization in the subject', () => {
  expect(emailFromAnn({ organizationName: 'Booking.com' }).subject).toBe('Join Booking.com on PartnerAlly');
  expect(ordinary().subject).toBe('Join Acme on PartnerAlly');
  expect(farAway().subject).toBe('Join גלובקס בע״מ 🚀 on Partneralliés');
});

test('both parts of the email show inviter, organization, role, expiration and contact', async () => {
  const { text, html } = ordinary();
  for (const part of [text, (await visibleText(html)).replace(/\s+/g, ' ')].map(withoutIsolates)) {
    expect(part).toContain('Ann Lee has invited you to join Acme on PartnerAlly.');
    expect(part).toContain("You've been assigned the role of User.");
    expect(part).toMatch(/(Click the button|Open the link) below to accept the invitation and set up your account\./);
    expect(part).toContain('This invitation expires in 7 days. It expires on Sunday, November 29, 2026 at 14:05 UTC.');
    expect(part).toContain('If you have questions, contact Ann Lee at ann@acme.test');
    expect(part).toContain('Sign in with your Google account, bob@acme.test.');
  }
});

test('an invitee finds the link behind the button, under it and on a line of the text, and no other', () => {
  const targets = [...ordinary().html.matchAll(/\s(?:href|src|action|background)\s*=\s*"([^"]*)"/g)].map(
    (found) => found[1],
  );
  expect(targets).toEqual([link, link]);
  expect(ordinary().html).toContain(`>${link}</a>`);
  expect(ordinary().html).not.toMatch(/<(?:img|link|script|form|iframe)|url\(|@import/i);
  expect(
    ordinary()
      .text.split('\n')
      .filter((line) => line.includes('://')),
  ).toEqual([link]);
});

test('the email is from the product, and replies go to the inviter', () => {
  expect(ordinary()).toMatchObject({
    from: { name: 'PartnerAlly', address: 'invitations@partnerally.test' },
    to: 'bob@acme.test',
    replyTo: ['ann@acme.test'],
  });
});

test.each(['', 'Ann', 'ann@acme.test\r\nBcc: eve@evil.com', 'ann@acme.test, eve@evil.com', '<script>@evil.com'])(
  'an inviter whose address is %j is neither shown with it nor replied to',
  (email) => {
    const { replyTo, html, text } = emailFromAnn({ inviter: { name: 'Ann Lee', email } });
    expect(replyTo).toEqual([]);
    expect(text).toContain('contact \u2068Ann Lee\u2069.\n');
    expect(html).toMatch(/contact <bdi[^>]*>\u2068Ann Lee\u2069<\/bdi>\.</);
    expect(html + text).not.toMatch(/evil|reply/);
  },
);

test.each([
  ['\u200b\u202e', '\u2066'],
  ['\u3164', '\u2800 \u2800'],
])('names of which nothing shows are replaced by words: %j, %j', (organizationName, name) => {
  const { subject, text } = emailFromAnn({ organizationName, inviter: { name, email: 'ann@acme.test' } });
  expect(subject).toBe('Join an organization on PartnerAlly');
  expect(text).toContain('An admin has invited you to join an organization on PartnerAlly.');
  expect(text).toContain('contact an admin at');
});

test('a name appears in the email as typed, with any characters', async () => {
  const name = `Müller & Söhne <"o'Brien">`;
  const { subject, html, text } = emailFromAnn({ organizationName: name });
  expect(subject).toBe(`Join ${name} on PartnerAlly`);
  for (const part of [text, await visibleText(html)].map(withoutIsolates))
    expect(part).toContain(`invited you to join ${name} on`);
});

test('of an address in the organization’s name nothing is left out in the subject, and no link made', () => {
  expect(emailFromAnn({ organizationName: 'see http://x.test' }).subject).toBe(
    'Join see http: //x.test on PartnerAlly',
  );
});

test('a resent email differs in the time left only', () => {
  const resent = emailFromAnn({ now: instant.parse('2026-11-25T09:00:00.000Z') });
  expect(resent).not.toEqual(ordinary());
  expect({
    ...resent,
    html: resent.html.replaceAll('in 5 days', 'in 7 days'),
    text: resent.text.replaceAll('in 5 days', 'in 7 days'),
  }).toEqual(ordinary());
});

test('the email is smaller than the limit at which mail clients clip it', () => {
  expect(Buffer.byteLength(longest().html)).toBeLessThan(12_000);
});

test('a name that is read from the right does not turn the sentence that begins with it around', () => {
  expect(farAway().text).toContain('\u200e\u2068مریم');
  expect(ordinary().text).not.toContain('\u200e');
});

test.each([
  ['ordinary', ordinary],
  ['far-away', farAway],
])('the %s email isolates each name in its parts, and none in its headers', (_, email) => {
  const { html, text, subject, from, to, replyTo } = email();
  for (const part of [html, text]) {
    const names = part.match(/\u2068[^\u2068\u2069]+\u2069/g) ?? [];
    expect(names.length).toBe(part === html ? 7 : 3);
    expect(new Set(names).size).toBe(2);
    expect(part.replace(/\u2068[^\u2068\u2069]+\u2069/g, '')).not.toMatch(/Ann Lee|Acme\b|[א-ת؀-ۿ]/);
  }
  expect(JSON.stringify({ subject, from, to, replyTo })).not.toMatch(/[\u2066-\u2069]/);
});

const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (...colors: [string, string]): number => {
  const [dark = 0, light = 0] = colors.map(luminance).sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
};

// https://www.w3.org/TR/WCAG22/#non-text-contrast
test('button and text have enough contrast, also in dark mode', () => {
  const { html } = ordinary();
  const dark = html.slice(html.indexOf('prefers-color-scheme'), html.indexOf('</style>'));
  const inDark = (name: string): string =>
    new RegExp(`\\.${name} \\{[^}]*color: (#[0-9a-f]{6})`).exec(dark)?.[1] ?? expect.fail(name);
  expect(contrast(inDark('button'), inDark('card'))).toBeGreaterThanOrEqual(3);
  expect(contrast(inDark('on-button'), inDark('button'))).toBeGreaterThanOrEqual(4.5);
  expect(contrast('#1d4ed8', '#ffffff')).toBeGreaterThanOrEqual(4.5);
});

test('a screen reader finds the email as an article with its language', () => {
  expect(ordinary().html).toMatch(/<div role="article" [^>]*aria-label="Invitation" lang="en" dir="ltr">/);
});
