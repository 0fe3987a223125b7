import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import {
  CfnManagedLoginBranding,
  CfnUserPool,
  CfnUserPoolClient,
  CfnUserPoolDomain,
  CfnUserPoolIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct, IDependable } from 'constructs';
import { hostedDomainAttribute } from '#core/deployment.ts';
import { removalPolicy } from '#lib/data/removal-policy.ts';
import { secretReference } from '#lib/data/secrets.ts';
import { functionName } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { acknowledge } from '#lib/stacks/acknowledge.ts';

type SignInProps = {
  readonly settings: StageSettings;
  readonly googleClientSecret: Secret;
  /** The origins of the console. */
  readonly origins: readonly string[];
  /** Resources that are more likely to fail in a first deployment. */
  readonly after: readonly IDependable[];
};

export const providerName = 'Google';
const scopes = ['openid', 'email', 'profile'];

/**
 * Creates the user pool, which has only federated users from Google. The trigger is in the other stack, which depends on
 * this one, so it is referenced by name and gets its permission there.
 */
const userPool = (scope: Construct, settings: StageSettings): CfnUserPool => {
  const { stage, keepState } = settings;
  const lambdaArn = Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName(stage, 'preTokenGeneration'),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const pool = new CfnUserPool(scope, 'UserPool', {
    userPoolName: `invitations-${stage}`,
    // The tier that lets a trigger add claims to access tokens.
    userPoolTier: 'ESSENTIALS',
    deletionProtection: keepState ? 'ACTIVE' : 'INACTIVE',
    // Users have no passwords. A password that is set by hand has to be a strong one.
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
    // Every sign-in overwrites these with Google's values, which fails for an immutable attribute.
    schema: [
      ...['email', 'name', 'picture'].map((name) => ({ name, mutable: true, required: false })),
      { name: 'hd', attributeDataType: 'String', mutable: true, required: false },
    ],
    lambdaConfig: { preTokenGenerationConfig: { lambdaArn, lambdaVersion: 'V2_0' } },
  });
  acknowledge(pool, 'COG2', 'Only Google signs people in, with the second factor of their Google account.');
  acknowledge(pool, 'COG8', 'The Plus tier protects passwords, which users of this pool do not have.');
  pool.applyRemovalPolicy(removalPolicy(settings));
  return pool;
};

/** Creates the only identity provider. */
const googleProvider = (scope: Construct, pool: CfnUserPool, secret: Secret, settings: StageSettings) => {
  const { googleClientId, googleClientSecretVersion } = settings;
  const clientSecret = secretReference(secret.secretArn, googleClientSecretVersion, 'clientSecret');
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
      // Google's ID token has this claim only for accounts of hosted domains.
      // https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
      [hostedDomainAttribute]: 'hd',
    },
  });
};

/** Returns the issuer of the user pool's tokens. */
export const userPoolIssuer = (userPoolId: string): string =>
  `https://cognito-idp.${Aws.REGION}.amazonaws.com/${userPoolId}`;

/** Creates the console's public client, which uses PKCE instead of a secret. Sessions end if it is replaced. */
const consoleClient = (scope: Construct, provider: CfnUserPoolIdentityProvider, { settings, origins }: SignInProps) => {
  const client = new CfnUserPoolClient(scope, 'ConsoleClient', {
    userPoolId: provider.userPoolId,
    clientName: 'console',
    generateSecret: false,
    supportedIdentityProviders: [providerName],
    allowedOAuthFlowsUserPoolClient: true,
    allowedOAuthFlows: ['code'],
    allowedOAuthScopes: scopes,
    callbackUrLs: origins.map((origin) => `${origin}/signed-in`),
    logoutUrLs: origins.map((origin) => `${origin}/`),
    // Rotation excludes ALLOW_REFRESH_TOKEN_AUTH, and an empty list would default to it and two more flows. Custom
    // authentication needs Lambda triggers that this pool doesn't have.
    // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
    // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
    explicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
    // A tab that didn't receive the response can retry within a minute.
    refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: 60 },
    enableTokenRevocation: true,
    preventUserExistenceErrors: 'ENABLED',
    accessTokenValidity: 15,
    idTokenValidity: 15,
    refreshTokenValidity: 7,
    tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' },
    readAttributes: ['email', 'email_verified', 'name', 'picture', hostedDomainAttribute],
    // Cognito writes Google's values with the client's permissions. No token has a scope that would let a user do so.
    writeAttributes: ['email', 'name', 'picture', hostedDomainAttribute],
  });
  client.addResourceDependency(provider);
  client.applyRemovalPolicy(removalPolicy(settings));
  return client;
};

/**
 * Creates the branding style, without which managed login isn't available for a client that CloudFormation created
 * ("Default style" in https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html).
 * People see its pages only after errors, because the console always names Google.
 */
const branding = (client: CfnUserPoolClient): CfnManagedLoginBranding =>
  new CfnManagedLoginBranding(client, 'Branding', {
    userPoolId: client.userPoolId,
    clientId: client.ref,
    useCognitoProvidedValues: true,
  });

/**
 * Creates Cognito's domain for sign-in, and the custom one if the settings name it. Open consoles continue to use the
 * other domain. Version 2 is managed login, which supports `prompt`:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
const hostedLogin = (
  scope: Construct,
  style: CfnManagedLoginBranding,
  { hostedLoginPrefix, signInDomain, signInCertificateArn }: StageSettings,
): CfnUserPoolDomain | undefined => {
  const common = { userPoolId: style.userPoolId, managedLoginVersion: 2 };
  const domain = new CfnUserPoolDomain(scope, 'HostedLogin', { ...common, domain: hostedLoginPrefix });
  domain.addResourceDependency(style);
  if (!signInDomain) return undefined;
  const own = new CfnUserPoolDomain(scope, 'SignInDomain', {
    ...common,
    domain: signInDomain,
    customDomainConfig: { certificateArn: signInCertificateArn },
  });
  own.addResourceDependency(style);
  own.addResourceDependency(domain);
  return own;
};

export type SignIn = {
  readonly pool: CfnUserPool;
  readonly clientId: string;
  /** The custom domain of the hosted login, if there is one. */
  readonly ownLogin: CfnUserPoolDomain | undefined;
};

/** Creates user pool, identity provider, console client and hosted login. */
export const signIn = (scope: Construct, props: SignInProps): SignIn => {
  const { settings, googleClientSecret, after } = props;
  const pool = userPool(scope, settings);
  pool.node.addDependency(...after);
  const provider = googleProvider(scope, pool, googleClientSecret, settings);
  const client = consoleClient(scope, provider, props);
  return { pool, clientId: client.ref, ownLogin: hostedLogin(scope, branding(client), settings) };
};
