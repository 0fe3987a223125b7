import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { signIn } from '../../src/cognito/sign-in-over-http.ts';
import { refresh, walkThrough } from './hosted-login-client.ts';
import { signInStack } from './use-sign-in-stack.ts';

const answering = (claimsAndScopeOverrideDetails: unknown) => async (event: unknown) =>
  Object.assign({}, event, { response: { claimsAndScopeOverrideDetails } });

test('the function is asked before every sign-in and refresh, with the event that Cognito sends', async () => {
  const events: unknown[] = [];
  const stack = await signInStack({
    preTokenGeneration: async (event) => {
      events.push(event);
      return event;
    },
  });
  const { refreshToken, accessToken } = await signIn({
    url: stack.origin,
    email: 'Ann@example.com',
    subject: 's1',
    verified: false,
  });
  await refresh(stack, refreshToken);
  const groups = ['eu-central-1_local_Google'];
  const event = {
    version: '2',
    region: 'eu-central-1',
    userPoolId: 'eu-central-1_local',
    userName: 'google_s1',
    callerContext: { awsSdkVersion: expect.any(String), clientId: stack.pool.clientId },
    request: {
      userAttributes: {
        sub: decodeJwt(accessToken).sub,
        identities: expect.stringContaining('"userId":"s1"'),
        'cognito:user_status': 'EXTERNAL_PROVIDER',
        email: 'Ann@example.com',
        email_verified: 'false',
        name: 'Ann',
        picture: expect.any(String),
      },
      groupConfiguration: { groupsToOverride: groups, iamRolesToOverride: [], preferredRole: null },
      scopes: ['openid', 'email', 'profile'],
    },
    response: { claimsAndScopeOverrideDetails: null },
  };
  expect(events).toEqual([
    { ...event, triggerSource: 'TokenGeneration_HostedAuth' },
    { ...event, triggerSource: 'TokenGeneration_RefreshTokens' },
  ]);
});

test('claims and scopes are added, replaced and left out as the function says', async () => {
  const preTokenGeneration = answering({
    accessTokenGeneration: {
      claimsToAddOrOverride: { email: 'ann@example.com', email_verified: true, picture: undefined },
      scopesToAdd: ['notes/read'],
      scopesToSuppress: ['profile'],
    },
    idTokenGeneration: { claimsToAddOrOverride: { name: 'Someone' }, claimsToSuppress: ['email'] },
  });
  const { origin } = await signInStack({ preTokenGeneration });
  const { accessToken, idToken } = await signIn({ url: origin, email: 'ann@example.com' });
  expect(decodeJwt(accessToken)).toMatchObject({
    email: 'ann@example.com',
    email_verified: true,
    scope: 'openid email notes/read',
  });
  expect(decodeJwt(idToken).name).toBe('Someone');
  expect(decodeJwt(idToken)).not.toHaveProperty('email');
});

test("the pre-token-generation function can't change Cognito's own claims", async () => {
  const forged = {
    sub: 'someone-else',
    iss: 'https://evil.test',
    username: 'google_other',
    token_use: 'id',
    exp: 9_999_999_999,
    scope: 'all',
  };
  const changes = { claimsToAddOrOverride: forged, claimsToSuppress: ['client_id', 'exp'] };
  const { origin, pool } = await signInStack({
    preTokenGeneration: answering({ accessTokenGeneration: changes, idTokenGeneration: changes }),
  });
  const { accessToken } = await signIn({ url: origin, email: 'ann@example.com' });
  const claims = decodeJwt(accessToken);
  for (const [name, value] of Object.entries(forged)) expect(claims).not.toHaveProperty([name], value);
  expect(claims).toMatchObject({ client_id: pool.clientId, token_use: 'access', exp: expect.any(Number) });
});

test.for([
  [
    'throws',
    async (): Promise<unknown> => Promise.reject(new Error('No Auth')),
    'PreTokenGeneration failed with error No Auth.',
  ],
  [
    'answers no event',
    async (): Promise<unknown> => 'done',
    'PreTokenGeneration failed with error Unrecognizable lambda output.',
  ],
  [
    'answers nothing',
    async (): Promise<unknown> => undefined,
    'PreTokenGeneration failed with error Unrecognizable lambda output.',
  ],
] as const)(
  'a function that %s ends the sign-in with its reason at the client',
  async ([, preTokenGeneration, reason]) => {
    const stack = await signInStack({ preTokenGeneration });
    const { pathname, searchParams } = await walkThrough(stack);
    expect(pathname).toBe('/signed-in');
    expect(Object.fromEntries(searchParams)).toEqual({
      error: 'invalid_request',
      error_description: reason,
      state: 'client-state',
    });
  },
);

test('a function that fails at a refresh gives no tokens, and the refresh token stays good', async () => {
  let failing = false;
  const stack = await signInStack({
    preTokenGeneration: async (event) => (failing ? Promise.reject(new Error('No Auth')) : event),
  });
  const { refreshToken } = await signIn({ url: stack.origin, email: 'ann@example.com' });
  failing = true;
  expect((await refresh(stack, refreshToken)).status).toBe(400);
  failing = false;
  expect((await refresh(stack, refreshToken)).status).toBe(200);
});

test("a function that does not answer within Cognito's five seconds is asked again", async () => {
  let asked = 0;
  const stack = await signInStack({
    preTokenGeneration: (event): Promise<unknown> => {
      asked += 1;
      return asked === 1 ? new Promise(() => {}) : Promise.resolve(event);
    },
  });
  expect((await walkThrough(stack)).searchParams.get('code')).toEqual(expect.any(String));
  expect(asked).toBe(2);
});
