import { SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { mail, subject, to, useInbox } from './use-inbox.ts';

const inboxWith = async (...mails: Partial<SendEmailCommandInput>[]) => {
  const inbox = await useInbox();
  for (const changes of mails) await inbox.ses.send(new SendEmailCommand(mail(changes)));
  const text = async (path: string) => (await fetch(`${inbox.origin}${path}`)).text();
  return { ...inbox, text };
};

test('inbox.json returns the emails of one address in any case, oldest first', async () => {
  const { text } = await inboxWith(
    { ...to('Ann@example.com'), ...subject('one') },
    { ...to('joann@example.com'), ...subject('other') },
    { ...to('ann@example.com'), ...subject('two') },
  );
  const mails = JSON.parse(await text('/local/inbox.json?to=ANN%40example.com'));
  expect(mails.map((kept: { subject: string }) => kept.subject)).toEqual(['one', 'two']);
  expect(Object.keys(mails[0])).toEqual(['to', 'from', 'replyTo', 'subject', 'html', 'text', 'sentAt', 'headers']);
});

test('inbox.json returns all emails without an address, and none for an unknown address', async () => {
  const { text } = await inboxWith(to('ann@example.com'), to('bob@example.com'));
  expect(JSON.parse(await text('/local/inbox.json'))).toHaveLength(2);
  expect(JSON.parse(await text('/local/inbox.json?to=eve@example.com'))).toEqual([]);
});

test('inbox.json expects a plus in an address to be escaped', async () => {
  const { text } = await inboxWith(to('ann+x@example.com'));
  expect(JSON.parse(await text('/local/inbox.json?to=ann%2Bx@example.com'))).toHaveLength(1);
});

test('the inbox page lists emails newest first and filters by address', async () => {
  const { text } = await inboxWith(
    { ...to('ann@example.com'), ...subject('First') },
    { ...to('bob@example.com'), ...subject('Second') },
  );
  const all = await text('/local/inbox');
  expect(all.indexOf('Second')).toBeLessThan(all.indexOf('First'));
  const filtered = await text('/local/inbox?to=BOB');
  expect(filtered).toContain('Second');
  expect(filtered).not.toContain('First');
});

test('the inbox page has a message when there are no emails', async () => {
  const { text } = await inboxWith();
  expect(await text('/local/inbox')).toContain('No emails yet.');
  expect(await text('/local/inbox?to=%3Cb%3E')).toContain('contains &quot;&lt;b&gt;&quot;.');
});

test('the inbox page links to older emails', async () => {
  const { text } = await inboxWith(...Array.from({ length: 101 }, (_, n) => subject(`Mail ${n}.`)));
  const newest = await text('/local/inbox');
  expect(newest).not.toContain('Mail 0.');
  const older = /href="([^"]*before=[^"]*)"/.exec(newest)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(await text(older)).toContain('Mail 0.');
});

test('an email page shows decoded headers, the text, and the HTML in a sandbox', async () => {
  const { text } = await inboxWith({
    ReplyToAddresses: ['=?UTF-8?B?w4VzYQ==?= <asa@example.com>'],
    Tags: [{ Name: 'order', Value: 'i-1' }],
  });
  const page = await text('/local/inbox/1');
  expect(page).toContain('&lt;asa@example.com&gt;');
  expect(page).toContain('Åsa');
  expect(page).toContain('order=i-1');
  expect(page).toMatch(/<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/);
  expect(page).toContain('&lt;p&gt;Hi&lt;/p&gt;');
});

test('an email page escapes everything in the email', async () => {
  const script = '"><script>alert(1)</script>';
  const Message = { Subject: { Data: script }, Body: { Html: { Data: `<p>${script}` }, Text: { Data: script } } };
  const { text } = await inboxWith({ Message });
  for (const path of ['/local/inbox', '/local/inbox/1']) expect(await text(path)).not.toContain('<script');
});

test.for(['/local/inbox/2', '/local/inbox/x', '/local/inbox/1e0x', '/local/inbox/'])(
  '%s is not found',
  async (path) => {
    const { origin } = await inboxWith({});
    expect((await fetch(`${origin}${path}`)).status).toBe(404);
  },
);

test('the inbox handles no other paths', async () => {
  const { text } = await inboxWith();
  expect(await text('/local/inboxes')).toBe('not the inbox');
});
