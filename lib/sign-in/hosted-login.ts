import type { StageSettings } from '#lib/settings/stage-settings.ts';

/** Returns the origins of the hosted login, starting with the console's. A custom domain is used besides Cognito's. */
export const hostedLoginUrls = (
  { hostedLoginPrefix, signInDomain }: StageSettings,
  region: string,
): readonly [string, ...string[]] => {
  const ofCognito = `https://${hostedLoginPrefix}.auth.${region}.amazoncognito.com`;
  return signInDomain ? [`https://${signInDomain}`, ofCognito] : [ofCognito];
};

/** Returns the origin of the hosted login. Its host differs from the issuer's. */
export const hostedLoginUrl = (settings: StageSettings, region: string): string => hostedLoginUrls(settings, region)[0];

/** Returns the redirect URIs that Google's OAuth client must know. */
export const redirectUris = (settings: StageSettings, region: string): string[] =>
  hostedLoginUrls(settings, region).map((url) => `${url}/oauth2/idpresponse`);
