import { expect, test } from 'vitest';
import { certificateIn, functionsOf, onlyResource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';

const prod = await synthesized('prod');
const pool = onlyResource(prod.state, 'AWS::Cognito::UserPool').Properties;
const client = onlyResource(prod.state, 'AWS::Cognito::UserPoolClient').Properties;

test('Google is the only identity provider, without sign-up and passwords', { tags: ['promise/sign-in'] }, () => {
  expect(onlyResource(prod.state, 'AWS::Cognito::UserPoolIdentityProvider').Properties).toMatchObject({
    ProviderName: 'Google',
    ProviderType: 'Google',
  });
  expect(client.SupportedIdentityProviders).toEqual(['Google']);
  expect(client.ExplicitAuthFlows).toEqual(['ALLOW_CUSTOM_AUTH']);
  expect(pool.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true });
});

test('the console is a public client with the authorization code flow', () => {
  expect(client).toMatchObject({
    GenerateSecret: false,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'profile'],
  });
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
test('an access token lasts 15 minutes and a session at most 7 days, with rotated refresh tokens', () => {
  expect(client).toMatchObject({
    AccessTokenValidity: 15,
    IdTokenValidity: 15,
    RefreshTokenValidity: 7,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
    EnableTokenRevocation: true,
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
  });
});

test('the client hides whether a user exists', () => {
  expect(client.PreventUserExistenceErrors).toBe('ENABLED');
});

test('the attribute mapping includes email_verified', () => {
  expect(onlyResource(prod.state, 'AWS::Cognito::UserPoolIdentityProvider').Properties).toMatchObject({
    AttributeMapping: {
      username: 'sub',
      email: 'email',
      email_verified: 'email_verified',
      name: 'name',
      picture: 'picture',
      'custom:hd': 'hd',
    },
    ProviderDetails: { authorize_scopes: 'openid email profile' },
  });
});

// Cognito writes each of them at every sign-in, which fails for an immutable attribute.
test('every attribute from Google is mutable', () => {
  const names = ['email', 'name', 'picture'];
  expect(pool.Schema).toEqual([
    ...names.map((Name) => ({ Name, Mutable: true, Required: false })),
    { Name: 'hd', AttributeDataType: 'String', Mutable: true, Required: false },
  ]);
  expect(client.WriteAttributes).toEqual([...names, 'custom:hd']);
});

test('no scope lets users change their attributes', () => {
  expect(client.AllowedOAuthScopes).not.toContain('aws.cognito.signin.user.admin');
});

test('the user pool has the trigger pre-token-generation in the Essentials tier', () => {
  expect(pool.UserPoolTier).toBe('ESSENTIALS');
  expect(pool.LambdaConfig).toEqual({
    PreTokenGenerationConfig: { LambdaArn: expect.anything(), LambdaVersion: 'V2_0' },
  });
  const named = pool.LambdaConfig.PreTokenGenerationConfig.LambdaArn['Fn::Join'][1].at(-1);
  expect(named).toBe(`:function:${functionsOf(prod).get('pre-token-generation')?.Properties.FunctionName}`);
});

test('only this user pool can invoke pre-token-generation', () => {
  const permissions = resourcesOf(prod.running, 'AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
  expect(
    permissions.filter(({ FunctionName }) => FunctionName['Fn::GetAtt'][0].startsWith('PreTokenGeneration')),
  ).toEqual([
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: expect.anything(),
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: { 'Fn::ImportValue': expect.stringContaining('UserPoolArn') },
    },
  ]);
});

test('pre-token-generation times out before Cognito', () => {
  expect(functionsOf(prod).get('pre-token-generation')?.Properties.Timeout).toBeLessThanOrEqual(5);
});

test('googleClientSecretVersion changes the template of the identity provider', async () => {
  const { state } = await synthesized('prod', {
    googleClientId: 'id.apps.example.org',
    googleClientSecretVersion: 'v-2',
  });
  const { ProviderDetails } = onlyResource(state, 'AWS::Cognito::UserPoolIdentityProvider').Properties;
  expect(ProviderDetails.client_id).toBe('id.apps.example.org');
  expect(ProviderDetails.client_secret['Fn::Join'][1].at(-1)).toBe(':SecretString:clientSecret::v-2}}');
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html, "Default style"
test('every domain has managed login and depends on the branding style', async () => {
  const { state } = await synthesized('prod', {
    signInDomain: 'login.example.org',
    signInCertificateArn: certificateIn('us-east-1'),
  });
  const [clientId] = resourcesOf(state, 'AWS::Cognito::UserPoolClient')[0] ?? [];
  const [[brandingId, branding] = ['', undefined], ...others] = resourcesOf(
    state,
    'AWS::Cognito::ManagedLoginBranding',
  );
  expect(others).toEqual([]);
  expect(branding?.Properties).toEqual({
    UserPoolId: { Ref: 'UserPool' },
    ClientId: { Ref: clientId },
    UseCognitoProvidedValues: true,
  });
  const domains = resourcesOf(state, 'AWS::Cognito::UserPoolDomain');
  expect(domains.map(([id]) => id)).toEqual(['HostedLogin', 'SignInDomain']);
  for (const [, domain] of domains) {
    expect(domain.Properties.ManagedLoginVersion).toBe(2);
    expect(domain).toMatchObject({ DependsOn: expect.arrayContaining([brandingId]) });
  }
});
