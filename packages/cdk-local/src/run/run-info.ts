import * as z from 'zod';

const running = z.object({ awsEndpoint: z.string(), clientId: z.string() });

/** What a local run says of itself. Throws a sentence. */
export const readRunning = async (url: string): Promise<z.infer<typeof running>> => {
  const answer = await fetch(new URL('/local/running.json', url)).catch(() => undefined);
  if (!answer?.ok)
    throw new Error(`Nothing answers at ${url}: run npm start first, or name another address with --url.`);
  return running.parse(await answer.json());
};

/** What SDK clients need to find what stands in for AWS. */
export const clientSettings = (awsEndpoint: string) => ({
  endpoint: awsEndpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
