import type { DatabaseSync } from 'node:sqlite';
import Provider, { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { html } from '../../web/html.ts';
import { page } from '../../web/page.ts';
import { send } from '../../web/response.ts';
import { googleClient } from '../google-client.ts';
import { type KeptJwk, keptCookieKey } from '../signing-keys.ts';
import { findAccount, hostedDomainOf } from './accounts.ts';
import { keptRecords } from './kept-records.ts';
import { pictureUrl } from './picture.ts';

const day = 24 * 3600;

/**
 * Google knows `prompt=select_account` and `consent`, and no `login`:
 * https://developers.google.com/identity/openid-connect/openid-connect#authenticationuriparameters
 */
const promptsOfGoogle = () => {
  const prompts = interactionPolicy.base();
  prompts.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  Object.assign(prompts.get('login') ?? {}, { requestable: false });
  return prompts;
};

/** Grants consent without asking, because the pool is the only client and always requests the same scopes. */
const grantAtOnce = async ({ oidc }: KoaContextWithOIDC) => {
  const { client, session, account, provider } = oidc;
  if (!client || !account) return undefined;
  const kept = session?.grantIdFor(client.clientId);
  const found = kept === undefined ? undefined : await provider.Grant.find(kept);
  if (found && found.accountId === account.accountId) return found;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope('openid email profile');
  await grant.save();
  return grant;
};

const lifetimesSeconds = {
  Session: 14 * day,
  Grant: 14 * day,
  Interaction: 3600,
  AuthorizationCode: 60,
  AccessToken: 3600,
  IdToken: 3600,
};

const settings = (origin: string, database: DatabaseSync, now: () => number): Configuration => ({
  adapter: keptRecords(database, now),
  clients: [
    {
      client_id: googleClient.id,
      client_secret: googleClient.secret,
      redirect_uris: [`${origin}/oauth2/idpresponse`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'picture', 'hd'] },
  // Google's ID token carries the profile itself.
  conformIdTokenClaims: false,
  cookies: {
    keys: [keptCookieKey(database)],
    names: { session: 'google_session', interaction: 'google_interaction', resume: 'google_resume' },
  },
  features: { devInteractions: { enabled: false } },
  ttl: lifetimesSeconds,
});

/** Google as an OpenID provider at `<origin>/google`. Requests reach it with that prefix taken off. */
export const googleProvider = (
  { origin, database, now }: { readonly origin: string; readonly database: DatabaseSync; readonly now: () => number },
  key: KeptJwk,
): Provider =>
  new Provider(`${origin}/google`, {
    ...settings(origin, database, now),
    jwks: { keys: [key] },
    findAccount: (_, subject) => {
      const account = findAccount(database, subject);
      if (!account) return undefined;
      const { email, name, emailVerified } = account;
      const picture = pictureUrl(origin, account);
      const claims = {
        sub: subject,
        email,
        name,
        picture,
        email_verified: emailVerified,
        hd: hostedDomainOf(account),
      };
      return { accountId: subject, claims: async () => claims };
    },
    interactions: {
      policy: promptsOfGoogle(),
      url: (_, { uid }) => `/google/interaction/${uid}`,
    },
    loadExistingGrant: grantAtOnce,
    renderError: (ctx, { error, error_description }) => {
      const body = html`<h1>Google (local stand-in) can't go on</h1><p>${error_description ?? error}</p>`;
      ctx.respond = false;
      send(ctx.res, page({ title: 'Sign-in failed', body, status: ctx.status }));
    },
  });
