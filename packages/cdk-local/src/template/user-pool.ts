import * as z from 'zod';
import type { UserPool } from '../cognito/user-pool.ts';
import { StartError } from '../run/start-error.ts';
import { type FunctionDefinition, functionNamed } from './functions.ts';
import { propertiesOf, type Resources } from './resources.ts';

const poolProperties = z.object({
  LambdaConfig: z
    .object({
      PreTokenGenerationConfig: z.object({
        LambdaArn: z.string(),
        LambdaVersion: z.literal('V2_0', 'only version 2.0 of the trigger is called locally'),
      }),
    })
    .optional(),
});

const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);

const clientProperties = z.object({
  AccessTokenValidity: z.coerce.number().default(60),
  AllowedOAuthScopes: z.array(z.string()),
  CallbackURLs: z.array(z.string()).min(1),
  IdTokenValidity: z.coerce.number().default(60),
  LogoutURLs: z.array(z.string()).default([]),
  RefreshTokenRotation: z
    .object({ Feature: z.enum(['ENABLED', 'DISABLED']), RetryGracePeriodSeconds: z.coerce.number().default(0) })
    .optional(),
  RefreshTokenValidity: z.coerce.number().default(30),
  TokenValidityUnits: z
    .object({ AccessToken: unit.default('hours'), IdToken: unit.default('hours'), RefreshToken: unit.default('days') })
    .default({ AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' }),
});

const providerProperties = z.object({ AttributeMapping: z.record(z.string(), z.string()).default({}) });

const domainProperties = z.object({
  ManagedLoginVersion: z.coerce
    .number()
    .pipe(z.literal([1, 2]))
    .default(1),
});

const brandingProperties = z.object({ ClientId: z.string() });

const permissionProperties = z.object({ FunctionName: z.string(), Principal: z.string() });

const seconds: Record<z.infer<typeof unit>, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

export type SignInDefinition = {
  readonly pool: UserPool;
  /** Called before tokens are made. */
  readonly trigger: FunctionDefinition | undefined;
};

const triggerOf = (resources: Resources, functions: readonly FunctionDefinition[], arn: string): FunctionDefinition => {
  const trigger = functionNamed(functions, arn);
  const isPermitted = resources
    .of('AWS::Lambda::Permission')
    .map((permission) => propertiesOf(permission, permissionProperties))
    .some(
      ({ FunctionName, Principal }) =>
        Principal === 'cognito-idp.amazonaws.com' && [trigger.name, trigger.arn].includes(FunctionName),
    );
  if (!isPermitted) throw new StartError(`The template doesn't permit Cognito to invoke ${trigger.name}.`);
  return trigger;
};

/** The branding version of all domains, which are served as one. Without a version, AWS takes the classic one. */
const managedLoginVersionOf = (resources: Resources): 1 | 2 => {
  const domains = resources.of('AWS::Cognito::UserPoolDomain').map((domain) => propertiesOf(domain, domainProperties));
  const [version = 1, ...others] = new Set(domains.map(({ ManagedLoginVersion }) => ManagedLoginVersion));
  if (others.length > 0) throw new StartError('The domains of the user pool must have the same ManagedLoginVersion.');
  return version;
};

const hasBranding = (resources: Resources, clientId: string): boolean =>
  resources
    .of('AWS::Cognito::ManagedLoginBranding')
    .some((branding) => propertiesOf(branding, brandingProperties).ClientId === clientId);

const customAttributesOf = (resources: Resources): Record<string, string> =>
  Object.fromEntries(
    resources
      .of('AWS::Cognito::UserPoolIdentityProvider')
      .flatMap((provider) => Object.entries(propertiesOf(provider, providerProperties).AttributeMapping))
      .filter(([attribute]) => attribute.startsWith('custom:')),
  );

/** The user pool, its trigger and its one public client, as the template describes them; undefined without a user pool. */
export const signInOf = (
  resources: Resources,
  functions: readonly FunctionDefinition[],
): SignInDefinition | undefined => {
  const [pool, ...otherPools] = resources.of('AWS::Cognito::UserPool');
  const [client, ...otherClients] = resources.of('AWS::Cognito::UserPoolClient');
  if (!pool) return undefined;
  if (!client || otherPools.length > 0 || otherClients.length > 0)
    throw new StartError('Only one user pool that has one client is served locally.');
  const { LambdaConfig } = propertiesOf(pool, poolProperties);
  const settings = propertiesOf(client, clientProperties);
  const { TokenValidityUnits: units, RefreshTokenRotation: rotation } = settings;
  return {
    pool: {
      poolId: pool.ref,
      issuer: pool.attribute('ProviderURL'),
      clientId: client.ref,
      callbackUrls: settings.CallbackURLs,
      logoutUrls: settings.LogoutURLs,
      allowedScopes: settings.AllowedOAuthScopes,
      accessTokenSeconds: settings.AccessTokenValidity * seconds[units.AccessToken],
      idTokenSeconds: settings.IdTokenValidity * seconds[units.IdToken],
      refreshTokenSeconds: settings.RefreshTokenValidity * seconds[units.RefreshToken],
      rotationGraceSeconds: rotation?.Feature === 'ENABLED' ? rotation.RetryGracePeriodSeconds : undefined,
      customAttributes: customAttributesOf(resources),
      managedLoginVersion: managedLoginVersionOf(resources),
      hasBranding: hasBranding(resources, client.ref),
    },
    trigger: LambdaConfig && triggerOf(resources, functions, LambdaConfig.PreTokenGenerationConfig.LambdaArn),
  };
};
