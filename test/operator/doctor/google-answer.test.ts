import { expect, test } from 'vitest';
import { faultOfRedirect, refusalOfGoogle, whatToDoAtGoogle } from '#operator/doctor/google-answer.ts';

const login = 'https://acme.auth.eu-central-1.amazoncognito.com';
const google = 'https://accounts.google.com/';

const toGoogle = (query: Record<string, string>): string =>
  `${google}o/oauth2/v2/auth?${new URLSearchParams({ client_id: 'c1', redirect_uri: `${login}/oauth2/idpresponse`, ...query })}`;

test('a hosted login that leads to Google and back to itself is right', () => {
  expect(faultOfRedirect(toGoogle({}), login, google)).toBeUndefined();
});

test.each([
  ['leads nowhere', null, /does not lead on to Google/],
  [
    'has no client yet',
    toGoogle({ client_id: 'not-set' }),
    /has no Google client \(not-set\): deploy with -c googleClientId/,
  ],
  [
    'comes back elsewhere',
    toGoogle({ redirect_uri: 'https://old.test/' }),
    /come back to https:\/\/old\.test\/, not to/,
  ],
  [
    'refuses by itself',
    `${login}/error?error=redirect_mismatch&error_description=no+such+address`,
    /leads to .*\/error and not to Google \(no such address\)/,
  ],
])('a hosted login that %s is told so', (_, location, fault) => {
  expect(faultOfRedirect(location, login, google)).toMatch(fault);
});

const packed = (text: string): string => Buffer.from(`\n\x15${text}\x12\xb0\x01`, 'latin1').toString('base64');
const errorPage = (code: string): string =>
  `${google}signin/oauth/error?authError=${encodeURIComponent(packed(code))}&client_id=c1`;

test('Google says in the address of its error page why it does not begin', () => {
  for (const code of Object.keys(whatToDoAtGoogle))
    expect(refusalOfGoogle({ url: errorPage(code), status: 200 }, '')).toBe(code);
});

test('Google says on a page with an error status why it does not begin', () => {
  const body = '<p>Error 400: redirect_uri_mismatch</p>';
  expect(refusalOfGoogle({ url: toGoogle({}), status: 400 }, body)).toBe('redirect_uri_mismatch');
});

test('a page that asks who one is refuses nothing, whatever words its scripts have', () => {
  const url = `${google}v3/signin/identifier?client_id=c1`;
  expect(refusalOfGoogle({ url, status: 200 }, 'var codes = ["redirect_uri_mismatch"]')).toBeUndefined();
});
