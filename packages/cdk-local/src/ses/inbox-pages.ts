import type { DatabaseSync } from 'node:sqlite';
import { type Html, html } from '../web/html.ts';
import { page } from '../web/page.ts';
import { type HttpReply, json } from '../web/response.ts';
import { readableMailbox } from './readable-mailbox.ts';
import { emailsTo, findEmail, newestEmails, type StoredEmail } from './stored-emails.ts';

const width = '60rem';
const pageSize = 100;

const row = ({ id, to, subject, sentAt }: StoredEmail): Html => html`
  <tr><td>${to}</td><td><a href="/local/inbox/${id}">${subject}</a></td><td class="quiet">${sentAt.slice(0, 19).replace('T', ' ')} UTC</td></tr>`;

const olderLink = (mails: readonly StoredEmail[], part: string): Html | undefined => {
  const last = mails.at(-1);
  if (!last || mails.length < pageSize) return undefined;
  return html`<p><a href="/local/inbox?${new URLSearchParams({ to: part, before: String(last.id) }).toString()}">Older mails</a></p>`;
};

const listPage = (database: DatabaseSync, query: URLSearchParams): HttpReply => {
  const part = query.get('to') ?? '';
  const before = Number(query.get('before')) || Number.MAX_SAFE_INTEGER;
  const mails = newestEmails(database, { part, before, count: pageSize });
  const table = html`<table><thead><tr><th>To</th><th>Subject</th><th>Sent</th></tr></thead><tbody>${mails.map(row)}</tbody></table>`;
  const empty = part === '' ? 'No mail has been sent yet.' : `No mail to an address with "${part}" in it.`;
  return page({
    title: 'Inbox',
    width,
    body: html`<h1>Inbox</h1>
      <p class="quiet">Every mail that was sent on this machine; nothing leaves it.</p>
      <form><label for="to">Address</label><input id="to" name="to" type="search" value="${part}" placeholder="all"></form>
      ${mails.length > 0 ? table : html`<p>${empty}</p>`}
      ${olderLink(mails, part)}`,
  });
};

const headerRow = ([name, value]: readonly [string, string | null]): Html =>
  value === null || value === '' ? html`` : html`<tr><th>${name}</th><td>${value}</td></tr>`;

const mailPage = async (mail: StoredEmail): Promise<HttpReply> => {
  const tags = Object.entries(mail.tags).map(([name, value]) => `${name}=${value}`);
  const headers: [string, string | null][] = [
    ['To', mail.to],
    ['From', await readableMailbox(mail.from)],
    ['Reply-To', mail.replyTo && (await readableMailbox(mail.replyTo))],
    ['Sent', mail.sentAt],
    ['Message id', mail.messageId],
    ['Tags', tags.join(', ')],
    ['Configuration set', mail.configurationSet],
  ];
  // Links of the mail open beside the inbox; its scripts never run.
  const frame = html`<h2>HTML</h2><iframe title="HTML part" sandbox="allow-popups allow-popups-to-escape-sandbox"
    srcdoc="${`<base target="_blank">${mail.html ?? ''}`}"></iframe>`;
  return page({
    title: mail.subject,
    width,
    body: html`<p><a href="/local/inbox">Inbox</a> · <a href="/local/inbox?to=${encodeURIComponent(mail.to)}">to ${mail.to}</a></p>
      <h1>${mail.subject}</h1><table><tbody>${headers.map(headerRow)}</tbody></table>
      ${mail.html === null ? undefined : frame}
      ${mail.text === null ? undefined : html`<h2>Text</h2><pre>${mail.text}</pre>`}`,
  });
};

const missingPage = (): HttpReply =>
  page({
    title: 'No such mail',
    status: 404,
    body: html`<h1>No such mail</h1><p><a href="/local/inbox">Inbox</a></p>`,
  });

const jsonList = (database: DatabaseSync, query: URLSearchParams): HttpReply =>
  json(
    200,
    emailsTo(database, query.get('to') ?? undefined).map(
      ({ to, from, replyTo, subject, html: markup, text, sentAt }) => ({
        to,
        from,
        replyTo,
        subject,
        html: markup,
        text,
        sentAt,
      }),
    ),
  );

/** Answers the inbox's paths; undefined for any other. */
export const inboxReply = async (
  database: DatabaseSync,
  { pathname, searchParams }: URL,
): Promise<HttpReply | undefined> => {
  if (pathname === '/local/inbox.json') return jsonList(database, searchParams);
  if (pathname === '/local/inbox') return listPage(database, searchParams);
  if (!pathname.startsWith('/local/inbox/')) return undefined;
  const mail = findEmail(database, Number(pathname.slice('/local/inbox/'.length)) || 0);
  return mail ? mailPage(mail) : missingPage();
};
