import { expect, inject, test } from 'vitest';
import * as z from 'zod';

const settings = z.object({ signIn: z.record(z.string(), z.unknown()) });

const get = (path: string) => fetch(`${inject('url')}${path}`);

test.each([
  '/',
  '/invitation',
  '/invitation%23k1.o1.i1.code',
  '/Invitation/k1.o1.i1.code',
  '//invitation%2523k1.o1.i1.code',
  '/signed-in?code=x',
  '/organizations/o1/settings/members/pending',
])('a browser opening %s gets the page with a content security policy', async (path) => {
  const answer = await get(path);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(await answer.text()).toContain('<div id="root">');
  const policy = answer.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).toContain(`connect-src 'self' ${inject('url')};`);
});

test('assets are cached, pages and settings are revalidated', async () => {
  const page = await get('/');
  const [, asset] = /src="(\/assets\/[^"]+)"/.exec(await page.text()) ?? [];
  const kept = async (path: string) => (await get(path)).headers.get('cache-control');
  expect([page.headers.get('cache-control'), await kept('/settings.json')]).toEqual(['no-cache', 'no-cache']);
  expect(await kept(asset ?? '')).toBe('public, max-age=31536000, immutable');
});

test('files of the console are read-only', async () => {
  const answer = await fetch(`${inject('url')}/index.html`, { method: 'PUT', body: 'mine' });
  expect(answer.status).toBe(403);
});

test('a missing file returns 404 and an unknown route the response of the API', async () => {
  const gone = await get('/assets/gone.js');
  expect([gone.status, gone.headers.get('cache-control')]).toEqual([404, null]);
  const answer = await get('/v1/nothing');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/json']);
});

test('settings.json has the hosted login at the origin of the console', async () => {
  const { signIn } = settings.parse(await (await get('/settings.json')).json());
  expect(signIn).toMatchObject({
    authorizationEndpoint: `${inject('url')}/oauth2/authorize`,
    logoutEndpoint: `${inject('url')}/logout`,
    redirectUri: `${inject('url')}/signed-in`,
    logoutUri: `${inject('url')}/`,
    origins: [inject('url')],
  });
});
