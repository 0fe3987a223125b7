import * as z from 'zod';

const running = z.object({ awsEndpoint: z.string(), clientId: z.string().optional() });

/** No run responds at this origin. */
export class NotRunning extends Error {
  constructor(origin: string) {
    super(`Nothing answers at ${origin}.`);
  }
}

/** Returns what clients need to know about a run. Throws `NotRunning`. */
export const readRunInfo = async (url: string): Promise<z.infer<typeof running>> => {
  const response = await fetch(new URL('/local/running.json', url)).catch(() => undefined);
  if (!response?.ok) throw new NotRunning(url);
  return running.parse(await response.json());
};

/** Returns settings of SDK clients that call the emulated services. */
export const clientSettings = (awsEndpoint: string) => ({
  endpoint: awsEndpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
