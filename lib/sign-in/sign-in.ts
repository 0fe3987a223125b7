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
import { lookedUpSecret } from '#lib/data/secrets.ts';
import { functionName } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { acknowledge } from '#lib/stacks/acknowledge.ts';

type SignInProps = {
  readonly settings: StageSettings;
  readonly googleClientSecret: Secret;
  /** Where the console may be asked for. */
  readonly origins: readonly string[];
  /** What a first deployment is more likely to fail at. */
  readonly after: readonly IDependable[];
};

export const providerName = 'Google';
const scopes = ['openid', 'email', 'profile'];

/**
 * People, as Google tells about them: no passwords, no sign-up of its own. The trigger belongs to the other stack,
 * which needs this pool: so it is named, not referred to, and its permission is given there.
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
    schema: [
      ...['email', 'name', 'picture'].map((name) => ({ name, mutable: true, required: false })),
      { name: 'hd', attributeDataType: 'String', mutable: true, required: false },
    ],
    lambdaConfig: { preTokenGenerationConfig: { lambdaArn, lambdaVersion: 'V2_0' } },
  });
  acknowledge(pool, 'COG2', 'Google alone signs people in, and asks for a second factor as they set it there.');
  acknowledge(pool, 'COG8', 'What the plus tier guards are passwords, and nobody has one here.');
  pool.applyRemovalPolicy(removalPolicy(settings));
  return pool;
};

/** The only way in. */
const googleProvider = (scope: Construct, pool: CfnUserPool, secret: Secret, settings: StageSettings) => {
  const { googleClientId, googleClientSecretVersion } = settings;
  const clientSecret = lookedUpSecret(secret.secretArn, googleClientSecretVersion, 'clientSecret');
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
      // Google's ID token has it for accounts of hosted domains only.
      // https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
      [hostedDomainAttribute]: 'hd',
    },
  });
};

/** Who signs the pool's tokens. */
export const userPoolIssuer = (userPoolId: string): string =>
  `https://cognito-idp.${Aws.REGION}.amazonaws.com/${userPoolId}`;

/** The console: a public client, so no secret; it proves itself by PKCE. Sessions are of this client, and end with it. */
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
    // Rotation excludes ALLOW_REFRESH_TOKEN_AUTH, and an empty list would stand for it and two more. Custom
    // authentication needs Lambda triggers that this pool doesn't have.
    // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
    // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
    explicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
    // A tab that didn't receive the answer may ask again within a minute.
    refreshTokenRotation: { feature: 'ENABLED', retryGracePeriodSeconds: 60 },
    enableTokenRevocation: true,
    preventUserExistenceErrors: 'ENABLED',
    accessTokenValidity: 15,
    idTokenValidity: 15,
    refreshTokenValidity: 7,
    tokenValidityUnits: { accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' },
    readAttributes: ['email', 'email_verified', 'name', 'picture', hostedDomainAttribute],
    // What Google tells is written with the client's rights. No token has the scope that would let a person use them.
    writeAttributes: ['email', 'name', 'picture', hostedDomainAttribute],
  });
  client.addResourceDependency(provider);
  client.applyRemovalPolicy(removalPolicy(settings));
  return client;
};

/**
 * Managed login isn't available for a client of CloudFormation without a branding style ("Default style" in
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html). People see its pages
 * only if something goes wrong: the console always names Google.
 */
const branding = (client: CfnUserPoolClient): CfnManagedLoginBranding =>
  new CfnManagedLoginBranding(client, 'Branding', {
    userPoolId: client.userPoolId,
    clientId: client.ref,
    useCognitoProvidedValues: true,
  });

/**
 * The domain that signs people in, and next to it one of our own where the settings name one: consoles that are open
 * continue to sign in at the other. Version 2 is managed login, where `prompt` takes effect:
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
  /** The hosted login under a domain of one's own, where there is one. */
  readonly ownLogin: CfnUserPoolDomain | undefined;
};

/** Who people are, how they prove it, and what the console may ask of them. */
export const signIn = (scope: Construct, props: SignInProps): SignIn => {
  const { settings, googleClientSecret, after } = props;
  const pool = userPool(scope, settings);
  pool.node.addDependency(...after);
  const provider = googleProvider(scope, pool, googleClientSecret, settings);
  const client = consoleClient(scope, provider, props);
  return { pool, clientId: client.ref, ownLogin: hostedLogin(scope, branding(client), settings) };
};
