import type { StageSettings } from './stage-settings.ts';

type ConsoleSiteProps = {
  readonly settings: StageSettings;
  /** Who signs the tokens. */
  readonly issuer: string;
  /** Origin of the hosted login: another host than the issuer's. */
  readonly hostedLoginUrl: string;
  readonly clientId: string;
};

/** What the console reads at `/settings.json` before anything else. */
export const consoleSettings = ({ settings, issuer, hostedLoginUrl, clientId }: ConsoleSiteProps) => ({
  productName: settings.productName,
  signIn: {
    issuer,
    authorizationEndpoint: `${hostedLoginUrl}/oauth2/authorize`,
    tokenEndpoint: `${hostedLoginUrl}/oauth2/token`,
    revocationEndpoint: `${hostedLoginUrl}/oauth2/revoke`,
    logoutEndpoint: `${hostedLoginUrl}/logout`,
    clientId,
    redirectUri: `${settings.baseUrl}/signed-in`,
    logoutUri: `${settings.baseUrl}/`,
  },
});

/** What the pages of the console may do, sent with each of them. */
export const consoleContentSecurityPolicy = ({ hostedLoginUrl }: Pick<ConsoleSiteProps, 'hostedLoginUrl'>): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // The component library writes style elements for what depends on the width of the screen. No script can come of it.
    "style-src 'self' 'unsafe-inline'",
    // People's pictures are Google's.
    "img-src 'self' data: https://*.googleusercontent.com",
    "font-src 'self'",
    `connect-src 'self' ${hostedLoginUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
