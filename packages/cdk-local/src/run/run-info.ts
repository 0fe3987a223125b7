import * as z from 'zod';

const running = z.object({ awsEndpoint: z.string(), clientId: z.string().optional() });

/** Nothing answers where a run was expected. */
export class NotRunning extends Error {
  constructor(origin: string) {
    super(`Nothing answers at ${origin}.`);
  }
}

/** What a run says of itself. Throws `NotRunning`. */
export const readRunInfo = async (url: string): Promise<z.infer<typeof running>> => {
  const answer = await fetch(new URL('/local/running.json', url)).catch(() => undefined);
  if (!answer?.ok) throw new NotRunning(url);
  return running.parse(await answer.json());
};

/** What SDK clients need to find what stands in for AWS. */
export const clientSettings = (awsEndpoint: string) => ({
  endpoint: awsEndpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
