const notSet = 'not-set';

const setClient =
  'deploy with -c googleClientId=... and the version of the secret (-c googleClientSecretVersion=...), as README says';

/** What is wrong with where a hosted login sends people; undefined where nothing is. */
export const faultOfRedirect = (location: string | null, hostedLogin: string, google: string): string | undefined => {
  if (location === null || !URL.canParse(location)) return 'does not lead on to Google: deploy again';
  const { searchParams } = new URL(location);
  const redirectUri = `${hostedLogin}/oauth2/idpresponse`;
  if (searchParams.get('client_id') === notSet) return `has no Google client (${notSet}): ${setClient}`;
  if (!location.startsWith(google))
    return `leads to ${location.split('?')[0]} and not to Google (${searchParams.get('error_description') ?? 'no reason given'}): deploy again`;
  if (searchParams.get('redirect_uri') !== redirectUri)
    return `asks Google to come back to ${searchParams.get('redirect_uri')}, not to ${redirectUri}: deploy again`;
  return undefined;
};

/** By the code with which Google refuses to begin a sign-in; told the address that it would lead back to. */
export const whatToDoAtGoogle: Readonly<Record<string, (redirectUri: string) => string>> = {
  redirect_uri_mismatch: (uri) =>
    `add ${uri} to the authorized redirect URIs of the OAuth client (Google Cloud console, Credentials)`,
  invalid_client: () =>
    'Google does not know this client: compare googleClientId with the OAuth client in the Google Cloud console',
  deleted_client: () => 'the OAuth client was deleted: restore it in the Google Cloud console, or deploy with another',
  disabled_client: () => 'the OAuth client is disabled: enable it in the Google Cloud console',
  org_internal: () =>
    'the consent screen is internal: make it external in the Google Cloud console (OAuth consent screen)',
};

/** The code with which Google refuses to begin a sign-in, where its answer tells. */
export const refusalOfGoogle = (
  { url, status }: Pick<Response, 'url' | 'status'>,
  body: string,
): string | undefined => {
  const { pathname, searchParams } = new URL(url);
  const packed = Buffer.from(searchParams.get('authError') ?? '', 'base64').toString('latin1');
  const text = status >= 400 || /\/error\b/.test(pathname) ? packed + body : packed;
  return Object.keys(whatToDoAtGoogle).find((code) => text.includes(code));
};
