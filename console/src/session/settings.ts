import * as z from 'zod/mini';

const settings = z.object({
  productName: z.string(),
  /** Empty where there is none. */
  supportUrl: z.string(),
  resendPauseSeconds: z.number(),
  signIn: z.object({
    issuer: z.string(),
    authorizationEndpoint: z.string(),
    tokenEndpoint: z.string(),
    revocationEndpoint: z.string(),
    logoutEndpoint: z.string(),
    clientId: z.string(),
    redirectUri: z.string(),
    logoutUri: z.string(),
    /** Where the hosted login sends people back to; settings from before a deployment have none. */
    origins: z.optional(z.array(z.string())),
  }),
});

/** Settings of a deployment, which writes them next to the files of the console. */
export type Settings = z.infer<typeof settings>;

let loaded: Settings | undefined;

/** The settings, once they are loaded. */
export const settingsInUse = (): Settings => {
  if (!loaded) throw new Error('The settings were not loaded.');
  return loaded;
};

/** Rejects where the file is missing or makes no sense: nothing works then. */
export const loadSettings = async (): Promise<Settings> => {
  const response = await fetch('/settings.json');
  if (!response.ok) throw new Error(`settings.json answered ${response.status}`);
  loaded = settings.parse(await response.json());
  return loaded;
};
