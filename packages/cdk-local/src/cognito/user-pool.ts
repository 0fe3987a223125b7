/** The user pool, its domain and its public client, from the template. */
export type UserPool = {
  readonly poolId: string;
  /** The `iss` of tokens, e.g. https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_local. */
  readonly issuer: string;
  readonly clientId: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly allowedScopes: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** For how long a refresh token stays good after it was rotated out; undefined without rotation. */
  readonly rotationGraceSeconds?: number | undefined;
  /** The pool's custom attributes that Google's claims are mapped to: `custom:hd` → `hd`. */
  readonly customAttributes?: Readonly<Record<string, string>>;
  /** 1 is the classic hosted UI, 2 is managed login. */
  readonly managedLoginVersion: 1 | 2;
  /** True if the client has a branding style. */
  readonly hasBranding: boolean;
};

/** Calls the pool's pre-token-generation function. Rejects with the function's error message. */
export type PreTokenGeneration = (event: unknown) => Promise<unknown>;
