import type { StageSettings } from '#lib/settings/stage-settings.ts';

/** Origins of the hosted login, the one that the console uses first. A domain of one's own stands beside Cognito's. */
export const hostedLoginUrls = (
  { hostedLoginPrefix, signInDomain }: StageSettings,
  region: string,
): readonly [string, ...string[]] => {
  const ofCognito = `https://${hostedLoginPrefix}.auth.${region}.amazoncognito.com`;
  return signInDomain ? [`https://${signInDomain}`, ofCognito] : [ofCognito];
};

/** Origin of the hosted login: another host than the issuer's. */
export const hostedLoginUrl = (settings: StageSettings, region: string): string => hostedLoginUrls(settings, region)[0];

/** Where Google sends people back to, all of which its OAuth client must know. */
export const redirectUris = (settings: StageSettings, region: string): string[] =>
  hostedLoginUrls(settings, region).map((url) => `${url}/oauth2/idpresponse`);
