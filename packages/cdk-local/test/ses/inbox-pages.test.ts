import { SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { inboxOfTest, mail, subject, to } from './use-inbox.ts';

const inboxWith = async (...mails: Partial<SendEmailCommandInput>[]) => {
  const inbox = await inboxOfTest();
  for (const changes of mails) await inbox.ses.send(new SendEmailCommand(mail(changes)));
  const text = async (path: string) => (await fetch(`${inbox.origin}${path}`)).text();
  return { ...inbox, text };
};

test('the list for scripts has the mails of one address in any case, oldest first', async () => {
  const { text } = await inboxWith(
    { ...to('Ann@example.com'), ...subject('one') },
    { ...to('joann@example.com'), ...subject('other') },
    { ...to('ann@example.com'), ...subject('two') },
  );
  const mails = JSON.parse(await text('/local/inbox.json?to=ANN%40example.com'));
  expect(mails.map((kept: { subject: string }) => kept.subject)).toEqual(['one', 'two']);
  expect(Object.keys(mails[0])).toEqual(['to', 'from', 'replyTo', 'subject', 'html', 'text', 'sentAt']);
});

test('the list for scripts has all mails when no address is named, and none for one that got none', async () => {
  const { text } = await inboxWith(to('ann@example.com'), to('bob@example.com'));
  expect(JSON.parse(await text('/local/inbox.json'))).toHaveLength(2);
  expect(JSON.parse(await text('/local/inbox.json?to=eve@example.com'))).toEqual([]);
});

test('a plus in an address needs its escape in the query, as everywhere', async () => {
  const { text } = await inboxWith(to('ann+x@example.com'));
  expect(JSON.parse(await text('/local/inbox.json?to=ann%2Bx@example.com'))).toHaveLength(1);
});

test('the page lists the newest mail first, and those of an address when asked', async () => {
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

test('an empty inbox says so', async () => {
  const { text } = await inboxWith();
  expect(await text('/local/inbox')).toContain('No mail has been sent yet.');
  expect(await text('/local/inbox?to=%3Cb%3E')).toContain('with &quot;&lt;b&gt;&quot; in it');
});

test('older mails are a link away', async () => {
  const { text } = await inboxWith(...Array.from({ length: 101 }, (_, n) => subject(`Mail ${n}.`)));
  const newest = await text('/local/inbox');
  expect(newest).not.toContain('Mail 0.');
  const older = /href="([^"]*before=[^"]*)"/.exec(newest)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(await text(older)).toContain('Mail 0.');
});

test('a mail opens with its headers readable, its text, and its HTML where nothing runs', async () => {
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

test('nothing in a mail becomes markup of the inbox', async () => {
  const script = '"><script>alert(1)</script>';
  const Message = { Subject: { Data: script }, Body: { Html: { Data: `<p>${script}` }, Text: { Data: script } } };
  const { text } = await inboxWith({ Message });
  for (const path of ['/local/inbox', '/local/inbox/1']) expect(await text(path)).not.toContain('<script');
});

test.for(['/local/inbox/2', '/local/inbox/x', '/local/inbox/1e0x', '/local/inbox/'])('%s is no mail', async (path) => {
  const { origin } = await inboxWith({});
  expect((await fetch(`${origin}${path}`)).status).toBe(404);
});

test('paths of others are left to them', async () => {
  const { text } = await inboxWith();
  expect(await text('/local/inboxes')).toBe('not the inbox');
});
