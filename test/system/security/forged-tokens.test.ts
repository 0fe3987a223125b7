import { createSecretKey } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { signIn } from 'cdk-local/sign-in';
import { readSigningKey, type SigningKey } from 'cdk-local/signing-key';
import {
  decodeJwt,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { expect, test } from 'vitest';
import { type OperationName, operations } from '#core/contract/operations.ts';
import { api, organization } from '#test/support/api.ts';
import { ownRun } from '#test/support/own-run.ts';
import { makeCall, soundCall } from './sound-call.ts';

type Sound = {
  readonly token: string;
  readonly idToken: string;
  readonly claims: JWTPayload;
  readonly key: SigningKey;
};

const now = () => Math.floor(Date.now() / 1000);
const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Returns a valid token with changed claims or signature. Undefined claims are removed. */
const signed = async (
  { claims, key }: Sound,
  other: Readonly<Record<string, unknown>> = {},
  header: JWTHeaderParameters = { alg: 'RS256', kid: key.kid },
  by?: Parameters<SignJWT['sign']>[0],
): Promise<string> =>
  new SignJWT({ ...claims, ...other }).setProtectedHeader(header).sign(by ?? (await importJWK(key, 'RS256')));

const publicPem = async ({ kty = '', n = '', e = '' }: SigningKey): Promise<Buffer> => {
  const key = await importJWK({ kty, n, e }, 'RS256', { extractable: true });
  return key instanceof Uint8Array ? Buffer.from(key) : Buffer.from(await exportSPKI(key));
};

const partsOf = (token: string) => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return { header, payload, signature };
};

const stranger = await generateKeyPair('RS256', { extractable: true });
const curve = await generateKeyPair('ES256');

/** Tokens that must be rejected. Other claims are as in a valid one. */
const forged: Record<string, (sound: Sound) => string | Promise<string>> = {
  'is not signed': ({ claims }) => new UnsecuredJWT(claims).encode(),
  'says None, and keeps a signature': ({ token, key }) => {
    const { payload, signature } = partsOf(token);
    return `${encoded({ alg: 'None', kid: key.kid })}.${payload}.${signature}`;
  },
  'says none, and keeps the dot only': ({ token, key }) =>
    `${encoded({ alg: 'none', kid: key.kid })}.${partsOf(token).payload}.`,
  'is signed with the public key as a secret': async (sound) =>
    signed(sound, {}, { alg: 'HS256', kid: sound.key.kid }, await publicPem(sound.key)),
  'is signed with a guessed secret': (sound) =>
    signed(sound, {}, { alg: 'HS256', kid: sound.key.kid }, createSecretKey(Buffer.alloc(32))),
  'names an unknown key': (sound) => signed(sound, {}, { alg: 'RS256', kid: 'unknown' }, stranger.privateKey),
  'names a known key, and is signed by another': (sound) =>
    signed(sound, {}, { alg: 'RS256', kid: sound.key.kid }, stranger.privateKey),
  'names no key': (sound) => signed(sound, {}, { alg: 'RS256' }),
  'brings its own key': async (sound) =>
    signed(sound, {}, { alg: 'RS256', kid: 'own', jwk: await exportJWK(stranger.publicKey) }, stranger.privateKey),
  'says where its key is': (sound) =>
    signed(sound, {}, { alg: 'RS256', kid: sound.key.kid, jku: 'https://evil.test/jwks.json' }, stranger.privateKey),
  'is signed with a curve': (sound) => signed(sound, {}, { alg: 'ES256', kid: sound.key.kid }, curve.privateKey),
  'has an extension that must be understood': ({ token, key }) => {
    const { payload, signature } = partsOf(token);
    return `${encoded({ alg: 'RS256', kid: key.kid, crit: ['x'], x: 1 })}.${payload}.${signature}`;
  },
  'is of another issuer': (sound) =>
    signed(sound, { iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_evil' }),
  'is of an issuer that begins alike': (sound) => signed(sound, { iss: `${sound.claims.iss}x` }),
  'is of no issuer': (sound) => signed(sound, { iss: undefined }),
  'is for another client': (sound) => signed(sound, { client_id: 'other' }),
  'is for another audience': (sound) => signed(sound, { aud: 'other' }),
  'has no client': (sound) => signed(sound, { client_id: undefined }),
  'has expired': (sound) => signed(sound, { exp: now() - 1 }),
  'never expires': (sound) => signed(sound, { exp: undefined }),
  'begins in the future': (sound) => signed(sound, { nbf: now() + 300 }),
  'was issued in the future': (sound) => signed(sound, { iat: now() + 300 }),
  'has no scope': (sound) => signed(sound, { scope: undefined }),
  'has another scope': (sound) => signed(sound, { scope: 'email profile aws.cognito.signin.user.admin' }),
  'has a scope that begins alike': (sound) => signed(sound, { scope: 'openid2 open id' }),
  'is an ID token': ({ idToken }) => idToken,
  'is cut by a letter': ({ token }) => token.slice(0, -1),
  'is cut before its signature': ({ token }) => token.slice(0, token.lastIndexOf('.') + 1),
  'has only two parts': ({ token }) => token.slice(0, token.lastIndexOf('.')),
  'has a part too many': ({ token }) => `${token}.${partsOf(token).signature}`,
  'says that someone else has signed in': ({ token, claims }) => {
    const { header, signature } = partsOf(token);
    return `${header}.${encoded({ ...claims, sub: 'someone-else' })}.${signature}`;
  },
  'says that the address was verified': ({ token, claims }) => {
    const { header, signature } = partsOf(token);
    return `${header}.${encoded({ ...claims, email: 'victim@x.test', email_verified: true })}.${signature}`;
  },
  'has a letter of its signature changed': ({ token }) => {
    const { header, payload, signature } = partsOf(token);
    return `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  },
  'is two tokens': ({ token }) => `${token}, Bearer ${token}`,
  'is empty': () => '',
  'is no token': () => 'admin',
};

/** Returns the log size of the route functions: each invocation writes a line. */
const written = async (data: string): Promise<number> => {
  const logs = join(data, 'logs');
  const ofRoutes = (await readdir(logs)).filter((name) => !/record-changes|send-invitation-email|token/.test(name));
  const sizes = ofRoutes.map(async (name) => (await stat(join(logs, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
};

const guarded = (Object.keys(operations) as OperationName[]).filter((name) => operations[name].caller !== 'anyone');

test('a forged or invalid token is rejected before any function runs', {
  tags: ['promise/sign-in'],
}, async () => {
  const { data, start } = await ownRun();
  const key = await readSigningKey(data);
  const { url } = await start();
  const acme = await organization({}, url);
  const { accessToken: token, idToken } = await signIn({ url, email: acme.adminEmail });
  const sound = { token, idToken, claims: decodeJwt(token), key };
  const named = { organizationId: acme.id, teamId: 't', userId: 'u', invitationId: 'i', email: acme.adminEmail };
  const call = (bearer: string, name: OperationName) =>
    makeCall(api(bearer, url), name, soundCall(name, { ...named, token: '', cursor: '' }));
  const before = await written(data);
  const letIn: string[] = [];
  for (const [what, forge] of Object.entries(forged)) {
    const bearer = await forge(sound);
    const answers = await Promise.all(guarded.map((name) => call(bearer, name)));
    const refused = answers.every(
      ({ status, body }) =>
        (status === 401 && body.message === 'Unauthorized') || (status === 403 && body.message === 'Forbidden'),
    );
    if (!refused) letIn.push(what);
  }
  expect(letIn).toEqual([]);
  expect(await written(data)).toBe(before);
  // Proves that the helpers accept a valid token.
  expect((await call(await signed(sound), 'getMe')).status).toBe(200);
  expect(await written(data)).toBeGreaterThan(before);
});
