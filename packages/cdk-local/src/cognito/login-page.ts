import { html } from '../web/html.ts';
import { page } from '../web/page.ts';
import type { Received } from '../web/request.ts';
import type { HttpReply } from '../web/response.ts';
import { readAuthorizationRequest } from './authorization-request.ts';
import type { HostedLogin } from './hosted-login.ts';
import type { UserPool } from './user-pool.ts';

/** Managed login has no pages for this client. */
export class LoginPagesUnavailable extends Error {}

/**
 * Managed login isn't available for a client without a branding style:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html, "Default style". The
 * page doesn't say whether that holds where a provider is named and no page is shown. Here it does.
 */
export const requireLoginPages = ({ managedLoginVersion, hasBranding }: UserPool): void => {
  if (managedLoginVersion === 2 && !hasBranding)
    throw new LoginPagesUnavailable('Login pages unavailable. Please contact an administrator.');
};

/**
 * GET /login: the providers of the client as buttons, also for a browser with a session. What the request asked for goes on to the provider:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html
 */
export const loginPage = ({ pool }: HostedLogin, { url }: Received): HttpReply => {
  readAuthorizationRequest(url.searchParams, pool);
  requireLoginPages(pool);
  const query = new URLSearchParams(url.searchParams);
  query.set('identity_provider', 'Google');
  return page({
    title: 'Sign in',
    body: html`<h1>Sign in</h1>
      <p class="quiet">The login page of Amazon Cognito, emulated on this machine.</p>
      <form action="/oauth2/authorize">
        ${[...query].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
        <button class="main">Continue with Google</button>
      </form>`,
  });
};
