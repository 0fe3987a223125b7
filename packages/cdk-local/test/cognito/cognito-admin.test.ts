import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import {
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { openBrowser } from '../../src/cognito/browser.ts';
import { signIn } from '../../src/cognito/sign-in-over-http.ts';
import { authorizeUrl, newVerifier, refresh, walkThrough } from './hosted-login-client.ts';
import { signInStack } from './use-sign-in-stack.ts';

/** The SDK's client in front of a stack's admin calls. */
const adminStack = async () => {
  const stack = await signInStack();
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const { status, body } = await stack.cognitoAdmin(operation, await json(request));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const settings = { region: 'eu-central-1', endpoint: `http://127.0.0.1:${port}`, credentials, maxAttempts: 1 };
  return { stack, admin: new CognitoIdentityProviderClient(settings), UserPoolId: stack.pool.poolId };
};

test('AdminUserGlobalSignOut revokes all refresh tokens of the user and no others', async () => {
  const { stack, admin, UserPoolId } = await adminStack();
  const people = [{ subject: 's1' }, { subject: 's1' }, { subject: 's2' }];
  const signedIn = await Promise.all(
    people.map((person) => signIn({ url: stack.origin, email: 'ann@example.com', ...person })),
  );
  await admin.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: 'google_s1' }));
  const refreshed = await Promise.all(signedIn.map(({ refreshToken }) => refresh(stack, refreshToken)));
  expect(refreshed.map(({ status }) => status)).toEqual([400, 400, 200]);
});

// AWS documents it: signing out everywhere leaves the hosted login's cookie good for the rest of its hour.
test('a user who is signed out everywhere still has the session of the hosted login', async () => {
  const { stack, admin, UserPoolId } = await adminStack();
  const browser = openBrowser();
  await walkThrough(stack, { browser, account: { email: 'ann@example.com', subject: 's1' } });
  await admin.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: 'google_s1' }));
  const response = await browser.request(authorizeUrl(stack, newVerifier(), { prompt: 'none' }));
  expect(new URL(response.headers.get('location') ?? '').searchParams.has('code')).toBe(true);
});

test('an admin sees a user as the pool keeps it', async () => {
  const { stack, admin, UserPoolId } = await adminStack();
  const { accessToken } = await signIn({ url: stack.origin, email: 'ann@example.com', subject: 's1', verified: false });
  const user = await admin.send(new AdminGetUserCommand({ UserPoolId, Username: 'google_s1' }));
  expect(user).toMatchObject({
    Username: 'google_s1',
    Enabled: true,
    UserStatus: 'EXTERNAL_PROVIDER',
    UserCreateDate: expect.any(Date),
  });
  expect(user.UserAttributes).toEqual(
    expect.arrayContaining([
      { Name: 'sub', Value: decodeJwt(accessToken).sub },
      { Name: 'email', Value: 'ann@example.com' },
      { Name: 'email_verified', Value: 'false' },
    ]),
  );
});

test("unknown users and pools are rejected with the service's error names", async () => {
  const { stack, admin, UserPoolId } = await adminStack();
  await signIn({ url: stack.origin, email: 'ann@example.com', subject: 's1' });
  const calls = [
    admin.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: 'google_s2' })),
    admin.send(new AdminGetUserCommand({ UserPoolId: 'eu-central-1_other', Username: 'google_s1' })),
    admin.send(new AdminGetUserCommand({ UserPoolId, Username: undefined })),
    admin.send(new ListUsersCommand({ UserPoolId })),
  ];
  const names = (await Promise.allSettled(calls)).map((call) => call.status === 'rejected' && call.reason.name);
  expect(names).toEqual([
    'UserNotFoundException',
    'ResourceNotFoundException',
    'InvalidParameterException',
    'UnknownOperationException',
  ]);
});
