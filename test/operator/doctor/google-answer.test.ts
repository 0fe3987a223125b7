import { expect, test } from 'vitest';
import { adviceForGoogleError, faultOfRedirect, googleError } from '#operator/doctor/google-answer.ts';

const login = 'https://acme.auth.eu-central-1.amazoncognito.com';
const google = 'https://accounts.google.com/';

const toGoogle = (query: Record<string, string>): string =>
  `${google}o/oauth2/v2/auth?${new URLSearchParams({ client_id: 'c1', redirect_uri: `${login}/oauth2/idpresponse`, ...query })}`;

test('faultOfRedirect accepts a redirect to Google and back', () => {
  expect(faultOfRedirect(toGoogle({}), login, google)).toBeUndefined();
});

test.each([
  ['leads nowhere', null, /does not redirect to Google/],
  ['has no client yet', toGoogle({ client_id: 'not-set' }), /has no Google client \(not-set\): put googleClientId/],
  [
    'comes back elsewhere',
    toGoogle({ redirect_uri: 'https://old.test/' }),
    /sends https:\/\/old\.test\/ as the redirect URI instead of/,
  ],
  [
    'refuses by itself',
    `${login}/error?error=redirect_mismatch&error_description=no+such+address`,
    /redirects to .*\/error instead of Google \(no such address\)/,
  ],
])('faultOfRedirect reports a hosted login that %s', (_, location, fault) => {
  expect(faultOfRedirect(location, login, google)).toMatch(fault);
});

const packed = (text: string): string => Buffer.from(`\n\x15${text}\x12\xb0\x01`, 'latin1').toString('base64');
const errorPage = (code: string): string =>
  `${google}signin/oauth/error?authError=${encodeURIComponent(packed(code))}&client_id=c1`;

test('googleError reads the code from the URL of the error page', () => {
  for (const code of Object.keys(adviceForGoogleError))
    expect(googleError({ url: errorPage(code), status: 200 }, '')).toBe(code);
});

test('googleError reads the code from a page with an error status', () => {
  const body = '<p>Error 400: redirect_uri_mismatch</p>';
  expect(googleError({ url: toGoogle({}), status: 400 }, body)).toBe('redirect_uri_mismatch');
});

test('googleError ignores codes in the scripts of a sign-in page', () => {
  const url = `${google}v3/signin/identifier?client_id=c1`;
  expect(googleError({ url, status: 200 }, 'var codes = ["redirect_uri_mismatch"]')).toBeUndefined();
});
