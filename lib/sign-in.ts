import { ArnFormat, Aws, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import {
  CfnUserPool,
  CfnUserPoolClient,
  CfnUserPoolDomain,
  CfnUserPoolIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { functionName } from './resource-names.ts';
import type { StageSettings } from './stage-settings.ts';

const providerName = 'Google';
const scopes = ['openid', 'email', 'profile'];

/**
 * People, as Google tells about them: no passwords, no sign-up of its own. The trigger belongs to the other stack,
 * which needs this pool: so it is named, not referred to, and its permission is given there.
 */
export const userPool = (scope: Construct, { stage, keepState }: StageSettings): CfnUserPool => {
  const lambdaArn = Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName(stage, 'preTokenGeneration'),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const pool = new CfnUserPool(scope, 'UserPool', {
    userPoolName: `invitations-${stage}`,
    // The tier in which a trigger can add claims to access tokens.
    userPoolTier: 'ESSENTIALS',
    deletionProtection: keepState ? 'ACTIVE' : 'INACTIVE',
    // Nobody has one; whoever gave somebody one by hand would have to make it a good one.
    policies: {
      passwordPolicy: {
        minimumLength: 32,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
      },
    },
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    accountRecoverySetting: { recoveryMechanisms: [{ name: 'admin_only', priority: 1 }] },
    usernameConfiguration: { caseSensitive: false },
    mfaConfiguration: 'OFF',
    // Google's answer is written over them at each sign-in, which fails where one can't be changed.
    schema: ['email', 'name', 'picture'].map((name) => ({ name, mutable: true, required: false })),
    lambdaConfig: { preTokenGenerationConfig: { lambdaArn, lambdaVersion: 'V2_0' } },
  });
  acknowledge(pool, 'COG2', 'Google alone signs people in, and asks for a second factor as they set it there.');
  acknowledge(pool, 'COG8', 'What the plus tier guards are passwords, and nobody has one here.');
  pool.applyRemovalPolicy(keepState ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
  return pool;
};

/** The only way in. */
export const googleProvider = (scope: Construct, pool: CfnUserPool, secret: Secret, settings: StageSettings) => {
  const { googleClientId, googleClientSecretVersion } = settings;
  const clientSecret = SecretValue.secretsManager(secret.secretArn, {
    jsonField: 'clientSecret',
    ...(googleClientSecretVersion && { versionId: googleClientSecretVersion }),
  });
  return new CfnUserPoolIdentityProvider(scope, 'Google', {
    userPoolId: pool.ref,
    providerName,
    providerType: 'Google',
    providerDetails: {
      client_id: googleClientId,
      client_secret: clientSecret.unsafeUnwrap(),
      authorize_scopes: scopes.join(' '),
    },
    attributeMapping: {
      username: 'sub',
      email: 'email',
      email_verified: 'email_verified',
      name: 'name',
      picture: 'picture',
    },
  });
};

/** Cognito's own pages: they only lead to Google and back. */
export const hostedLogin = (scope: Construct, pool: CfnUserPool, settings: StageSettings) => {
  const { hostedLoginPrefix, signInDomain, signInCertificateArn: certificateArn } = settings;
  return new CfnUserPoolDomain(scope, 'HostedLogin', {
    userPoolId: pool.ref,
    domain: signInDomain || hostedLoginPrefix,
    ...(signInDomain && { customDomainConfig: { certificateArn } }),
  });
};

/** Origin of the hosted login: another host than the issuer's. */
export const hostedLoginUrl = ({ hostedLoginPrefix, signInDomain }: StageSettings): string =>
  `https://${signInDomain || `${hostedLoginPrefix}.auth.${Aws.REGION}.amazoncognito.com`}`;

/** Who signs the pool's tokens. */
export const userPoolIssuer = (userPoolId: string): string =>
  `https://cognito-idp.${Aws.REGION}.amazonaws.com/${userPoolId}`;

/** The console: a public client, so no secret; it proves itself by PKCE. */
export const consoleClient = (scope: Construct, userPoolId: string, baseUrl: string) =>
  new CfnUserPoolClient(scope, 'ConsoleClient', {
    userPoolId,
    clientName: 'console',
    generateSecret: false,
    supportedIdentityProviders: [providerName],
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: scopes,
    callbackUrLs: [`${baseUrl}/signed-in`],
    logoutUrLs: [`${baseUrl}/`],
    explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    enableTokenRevocation: true,
    preventUserExistenceErrors: 'ENABLED',
    accessTokenValidity: 60,
    idTokenValidity: 60,
    refreshTokenValidity: 30,
    tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' },
    readAttributes: ['email', 'email_verified', 'name', 'picture'],
    // What Google tells is written with the client's rights. No token has the scope that would let a person use them.
    writeAttributes: ['email', 'name', 'picture'],
  });
