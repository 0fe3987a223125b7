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

const olderLink = (emails: readonly StoredEmail[], part: string): Html | undefined => {
  const last = emails.at(-1);
  if (!last || emails.length < pageSize) return undefined;
  return html`<p><a href="/local/inbox?${new URLSearchParams({ to: part, before: String(last.id) }).toString()}">Older emails</a></p>`;
};

const listPage = (database: DatabaseSync, query: URLSearchParams): HttpReply => {
  const part = query.get('to') ?? '';
  const before = Number(query.get('before')) || Number.MAX_SAFE_INTEGER;
  const emails = newestEmails(database, { part, before, count: pageSize });
  const table = html`<table><thead><tr><th>To</th><th>Subject</th><th>Sent</th></tr></thead><tbody>${emails.map(row)}</tbody></table>`;
  const empty = part === '' ? 'No emails yet.' : `No emails to an address that contains "${part}".`;
  return page({
    title: 'Inbox',
    width,
    body: html`<h1>Inbox</h1>
      <p class="quiet">Every email that the app has sent. No email leaves this machine.</p>
      <form><label for="to">Address</label><input id="to" name="to" type="search" value="${part}" placeholder="all"></form>
      ${emails.length > 0 ? table : html`<p>${empty}</p>`}
      ${olderLink(emails, part)}`,
  });
};

const headerRow = ([name, value]: readonly [string, string | null]): Html =>
  value === null || value === '' ? html`` : html`<tr><th>${name}</th><td>${value}</td></tr>`;

const emailPage = async (email: StoredEmail): Promise<HttpReply> => {
  const tags = Object.entries(email.tags).map(([name, value]) => `${name}=${value}`);
  const headers: [string, string | null][] = [
    ['To', email.to],
    ['From', await readableMailbox(email.from)],
    ['Reply-To', email.replyTo && (await readableMailbox(email.replyTo))],
    ['Sent', email.sentAt],
    ['Message id', email.messageId],
    ['Tags', tags.join(', ')],
    ['Configuration set', email.configurationSet],
  ];
  // Links open in another tab. The sandbox blocks scripts.
  const frame = html`<h2>HTML</h2><iframe title="HTML part" sandbox="allow-popups allow-popups-to-escape-sandbox"
    srcdoc="${`<base target="_blank">${email.html ?? ''}`}"></iframe>`;
  return page({
    title: email.subject,
    width,
    body: html`<p><a href="/local/inbox">Inbox</a> · <a href="/local/inbox?to=${encodeURIComponent(email.to)}">to ${email.to}</a></p>
      <h1>${email.subject}</h1><table><tbody>${headers.map(headerRow)}</tbody></table>
      <details><summary>All headers</summary><table><tbody>${Object.entries(email.headers).map(headerRow)}</tbody></table></details>
      ${email.html === null ? undefined : frame}
      ${email.text === null ? undefined : html`<h2>Text</h2><pre>${email.text}</pre>`}`,
  });
};

const missingPage = (): HttpReply =>
  page({
    title: 'Email not found',
    status: 404,
    body: html`<h1>Email not found</h1><p><a href="/local/inbox">Inbox</a></p>`,
  });

const jsonList = (database: DatabaseSync, query: URLSearchParams): HttpReply =>
  json(
    200,
    emailsTo(database, query.get('to') ?? undefined).map(
      ({ to, from, replyTo, subject, html: markup, text, sentAt, headers }) => ({
        to,
        from,
        replyTo,
        subject,
        html: markup,
        text,
        sentAt,
        headers,
      }),
    ),
  );

/** Returns a page of the inbox, or undefined for a path of something else. */
export const inboxReply = async (
  database: DatabaseSync,
  { pathname, searchParams }: URL,
): Promise<HttpReply | undefined> => {
  if (pathname === '/local/inbox.json') return jsonList(database, searchParams);
  if (pathname === '/local/inbox') return listPage(database, searchParams);
  if (!pathname.startsWith('/local/inbox/')) return undefined;
  const email = findEmail(database, Number(pathname.slice('/local/inbox/'.length)) || 0);
  return email ? emailPage(email) : missingPage();
};
