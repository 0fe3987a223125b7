const notSet = 'not-set';

const setClient =
  "put googleClientId, and the version of the secret as googleClientSecretVersion, into the stage's file and deploy (docs/first-hour.md, steps 4 and 9)";

/** Returns the problem with the redirect of a hosted login, or undefined. */
export const faultOfRedirect = (location: string | null, hostedLogin: string, google: string): string | undefined => {
  if (location === null || !URL.canParse(location)) return 'does not redirect to Google: deploy again';
  const { searchParams } = new URL(location);
  const redirectUri = `${hostedLogin}/oauth2/idpresponse`;
  if (searchParams.get('client_id') === notSet) return `has no Google client (${notSet}): ${setClient}`;
  if (!location.startsWith(google))
    return `redirects to ${location.split('?')[0]} instead of Google (${searchParams.get('error_description') ?? 'no reason given'}): deploy again`;
  if (searchParams.get('redirect_uri') !== redirectUri)
    return `sends ${searchParams.get('redirect_uri')} as the redirect URI instead of ${redirectUri}: deploy again`;
  return undefined;
};

/** Advice for each error code of Google, with the redirect URI of the sign-in. */
export const adviceForGoogleError: Readonly<Record<string, (redirectUri: string) => string>> = {
  redirect_uri_mismatch: (uri) =>
    `add ${uri} to the authorized redirect URIs of the OAuth client (Google Cloud console, Credentials)`,
  invalid_client: () =>
    'Google does not know this client: compare googleClientId with the OAuth client in the Google Cloud console',
  deleted_client: () => 'the OAuth client was deleted: restore it in the Google Cloud console, or deploy with another',
  disabled_client: () => 'the OAuth client is disabled: enable it in the Google Cloud console',
  org_internal: () =>
    'the consent screen is internal: make it external in the Google Cloud console (OAuth consent screen)',
};

/** Returns the error code in Google's response to a sign-in, if there is one. */
export const googleError = ({ url, status }: Pick<Response, 'url' | 'status'>, body: string): string | undefined => {
  const { pathname, searchParams } = new URL(url);
  const packed = Buffer.from(searchParams.get('authError') ?? '', 'base64').toString('latin1');
  const text = status >= 400 || /\/error\b/.test(pathname) ? packed + body : packed;
  return Object.keys(adviceForGoogleError).find((code) => text.includes(code));
};
