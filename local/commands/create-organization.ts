import { parseArgs } from 'node:util';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';

const usage =
  'Usage: npm run --silent create-organization -- --name NAME --plan standard|enterprise --admin EMAIL [--member-limit N] [--url http://localhost:3000 | --stage STAGE]';

const running = z.object({ awsEndpoint: z.string() });

/** The function's answer, or what it has to say instead; Lambda's own error where it threw. */
const answered = z.union([
  z.object({ organizationId: z.string(), invitationId: z.string() }),
  z.object({ problem: z.object({ detail: z.string() }) }).transform(({ problem }) => ({ refusal: problem.detail })),
  z.object({ error: z.string() }).transform(({ error }) => ({ refusal: error })),
  z.object({ errorMessage: z.string() }).transform(({ errorMessage }) => ({ refusal: errorMessage })),
]);

const readArguments = () => {
  const { values } = parseArgs({
    options: {
      name: { type: 'string' },
      plan: { type: 'string' },
      admin: { type: 'string' },
      'member-limit': { type: 'string' },
      url: { type: 'string' },
      stage: { type: 'string' },
    },
  });
  const { name, plan, admin, 'member-limit': memberLimit, url, stage } = values;
  if (name === undefined || plan === undefined || admin === undefined || (url !== undefined && stage !== undefined))
    throw new Error(usage);
  if (memberLimit !== undefined && !/^\d+$/.test(memberLimit))
    throw new Error(`--member-limit takes a number, not "${memberLimit}".`);
  const limit = memberLimit === undefined ? {} : { memberLimit: Number(memberLimit) };
  return { event: { name, plan, adminEmail: admin, ...limit }, url: url ?? 'http://localhost:3000', stage };
};

const localClient = async (url: string): Promise<LambdaClient> => {
  const answer = await fetch(new URL('/local/running.json', url)).catch(() => undefined);
  if (!answer?.ok)
    throw new Error(`Nothing answers at ${url}: run npm start first, or name another address with --url.`);
  const { awsEndpoint } = running.parse(await answer.json());
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new LambdaClient({ endpoint: awsEndpoint, region: 'eu-central-1', credentials });
};

const createOrganization = async (): Promise<string> => {
  const { event, url, stage } = readArguments();
  const client = stage === undefined ? await localClient(url) : new LambdaClient({});
  const { Payload } = await client.send(
    new InvokeCommand({
      FunctionName: `invitations-${stage ?? 'local'}-create-organization`,
      Payload: JSON.stringify(event),
    }),
  );
  const answer = answered.parse(JSON.parse(Payload?.transformToString() ?? 'null'));
  if ('refusal' in answer) throw new Error(answer.refusal);
  return JSON.stringify(answer);
};

try {
  console.log(await createOrganization());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
