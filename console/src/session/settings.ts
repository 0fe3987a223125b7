import * as z from 'zod/mini';

const settings = z.object({
  productName: z.string(),
  signIn: z.object({
    issuer: z.string(),
    authorizationEndpoint: z.string(),
    tokenEndpoint: z.string(),
    revocationEndpoint: z.string(),
    logoutEndpoint: z.string(),
    clientId: z.string(),
    redirectUri: z.string(),
    logoutUri: z.string(),
  }),
});

/** What differs between deployments; the deployment writes it beside the files of the console. */
export type Settings = z.infer<typeof settings>;

/** Rejects where the file is missing or makes no sense: nothing works then. */
export const loadSettings = async (): Promise<Settings> => {
  const response = await fetch('/settings.json');
  if (!response.ok) throw new Error(`settings.json answered ${response.status}`);
  return settings.parse(await response.json());
};
