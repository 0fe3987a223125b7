import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { type Answer, send } from '#local/web/answer.ts';
import { type Html, html } from '#local/web/html.ts';
import { page } from '#local/web/page.ts';
import { formOf, receive } from '#local/web/request.ts';
import { type Account, findAccount, keepAccount, recentAccounts, touchAccount } from './accounts.ts';

const accountButton = ({ subject, name, email, emailVerified }: Account): Html => html`
  <button class="account" name="account" value="${subject}">
    ${name}<br><small>${email}${emailVerified ? '' : ' (not verified)'}</small></button>`;

const chooserPage = (accounts: readonly Account[], refusal?: string): Answer =>
  page({
    title: 'Choose an account',
    status: refusal === undefined ? 200 : 400,
    body: html`
      <h1>Sign in with Google</h1>
      <p class="quiet">A stand-in for Google on this machine: no password, any address.</p>
      ${refusal === undefined ? undefined : html`<p role="alert"><strong>${refusal}</strong></p>`}
      ${accounts.length === 0 ? undefined : html`<form method="post">${accounts.map(accountButton)}</form><h2>Use another account</h2>`}
      <form method="post">
        <label for="email">Email address</label>
        <input id="email" name="email" type="email" required maxlength="254" autocomplete="off" autocapitalize="none">
        <label for="name">Name</label>
        <input id="name" name="name" maxlength="200" autocomplete="off" placeholder="taken from the address">
        <label><input type="checkbox" name="email_verified" value="true" checked> Google has verified the address</label>
        <details><summary>Advanced</summary>
          <label for="subject">Subject of the account</label>
          <input id="subject" name="subject" maxlength="100" pattern="[A-Za-z0-9._\\-]+" autocomplete="off" placeholder="one per address">
        </details>
        <p><button class="main">Continue</button> <button name="cancel" value="true" formnovalidate>Cancel</button></p>
      </form>`,
  });

const refusalOf = (email: string, subject: string): string | undefined => {
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) return 'Type an email address.';
  if (!/^[\w.-]{0,100}$/.test(subject)) return 'A subject has letters, digits, dots, hyphens and underscores only.';
  return undefined;
};

const chosen = (form: URLSearchParams, database: DatabaseSync, now: number): Account | string => {
  const known = findAccount(database, form.get('account') ?? '');
  if (known) {
    touchAccount(database, known.subject, now);
    return known;
  }
  const typed = (field: string): string => (form.get(field) ?? '').trim();
  const [email, subject] = [typed('email'), typed('subject')];
  return (
    refusalOf(email, subject) ??
    keepAccount(
      database,
      { email, subject, name: typed('name'), emailVerified: typed('email_verified') === 'true' },
      now,
    )
  );
};

type Chooser = { readonly provider: Provider; readonly database: DatabaseSync; readonly now: () => number };

const submit = async (
  { provider, database, now }: Chooser,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const form = formOf(await receive(request));
  if (form.has('cancel')) {
    const result = { error: 'access_denied', error_description: 'The user cancelled the sign-in at Google.' };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    return;
  }
  const account = chosen(form, database, now());
  if (typeof account === 'string') {
    send(response, chooserPage(recentAccounts(database, 8), account));
    return;
  }
  const result = { login: { accountId: account.subject }, select_account: {} };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
};

/** The page at /google/interaction/<uid>, and what is submitted there. */
export const choose = async (chooser: Chooser, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  try {
    await chooser.provider.interactionDetails(request, response);
    if (request.method === 'POST') await submit(chooser, request, response);
    else send(response, chooserPage(recentAccounts(chooser.database, 8)));
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    const body = html`<h1>This sign-in is over</h1><p>It ran out, or was finished already. Begin it again where you came from.</p>`;
    send(response, page({ title: 'Sign-in is over', body, status: 400 }));
  }
};
