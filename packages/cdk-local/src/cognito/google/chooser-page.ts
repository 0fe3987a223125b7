import { type Html, html } from '../../web/html.ts';
import { page } from '../../web/page.ts';
import type { HttpReply } from '../../web/response.ts';
import type { Account } from './accounts.ts';

const accountButton = ({ subject, name, email, emailVerified }: Account): Html => html`
  <button class="account" name="account" value="${subject}">
    ${name}<br><small>${email}${emailVerified ? '' : ' (not verified)'}</small></button>`;

/** The accounts used last, one tap each, and a form for any other. Works without scripts. */
export const chooserPage = (
  accounts: readonly Account[],
  { refusal, hint = '' }: { refusal?: string; hint?: string },
): HttpReply =>
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
        <input id="email" name="email" type="email" required maxlength="254" autocomplete="off" autocapitalize="none" value="${hint}">
        <label for="name">Name</label>
        <input id="name" name="name" maxlength="200" autocomplete="off" placeholder="taken from the address">
        <label><input type="checkbox" name="email_verified" value="true" checked> Google has verified the address</label>
        <details><summary>Advanced</summary>
          <label for="subject">Subject of the account</label>
          <input id="subject" name="subject" maxlength="100" pattern="[A-Za-z0-9._\\-]+" autocomplete="off" placeholder="one per address">
          <label for="hosted_domain">Hosted domain</label>
          <input id="hosted_domain" name="hosted_domain" maxlength="253" autocomplete="off" placeholder="the address’s domain; none for a personal account">
        </details>
        <p><button class="main">Continue</button> <button name="cancel" value="true" formnovalidate>Cancel</button></p>
      </form>`,
  });
