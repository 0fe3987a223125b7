import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import * as z from 'zod';
import { environment } from '#core/deployment.ts';
import { secretKeys } from '#test/support/organization.ts';

const asked: string[] = [];

/** Returns the action of a request in the JSON or query protocol. */
const actionOf = ({ headers }: IncomingMessage, body: string): string =>
  String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1) ||
  (new URLSearchParams(body).get('Action') ?? '');

const answers: Readonly<Record<string, string>> = {
  GetSecretValue: JSON.stringify({ SecretString: JSON.stringify({ current: secretKeys.current, ...secretKeys.keys }) }),
  AdminUserGlobalSignOut: '{}',
  SendMessageBatch: JSON.stringify({ Successful: [], Failed: [] }),
  SendRawEmail:
    '<SendRawEmailResponse><SendRawEmailResult><MessageId>m</MessageId></SendRawEmailResult></SendRawEmailResponse>',
};

const server = createServer(async (request, response) => {
  const action = actionOf(request, await text(request));
  asked.push(action);
  response.statusCode = action in answers ? 200 : 501;
  response.end(answers[action]);
});

/** Starts a fake of Secrets Manager, SES, SQS and Cognito, and sets the environment variables of a deployment. */
export const useServices = () => {
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = z.object({ port: z.number() }).parse(server.address());
    for (const service of ['SECRETS_MANAGER', 'SES', 'SQS', 'COGNITO_IDENTITY_PROVIDER'])
      process.env[`AWS_ENDPOINT_URL_${service}`] = `http://127.0.0.1:${port}`;
    Object.assign(process.env, {
      [environment.invitationLifetimeSeconds]: String(7 * 24 * 60 * 60),
      [environment.resendPauseSeconds]: '60',
      [environment.baseUrl]: 'https://invitations.acme.test',
      [environment.productName]: 'PartnerAlly',
      [environment.senderEmail]: 'invitations@partnerally.test',
      [environment.linkSecretId]: 'link-secret',
      [environment.configurationSet]: 'invitations',
      [environment.emailQueueUrl]: `http://127.0.0.1:${port}/000000000000/emails`,
      [environment.userPoolId]: 'eu-central-1_pool',
    });
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
  });
};

/** Returns the actions of other services that `act` called. */
export const countServices = async (act: () => Promise<unknown>): Promise<string[]> => {
  const from = asked.length;
  await act();
  return asked.slice(from);
};
