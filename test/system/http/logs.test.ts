import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { as, fresh, mailsTo, organization, tokenIn } from '#test/support/api.ts';
import { ownRun } from '#test/support/own-run.ts';

const line = z.looseObject({
  level: z.enum(['info', 'error']),
  traceId: z.string().regex(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  _aws: z
    .object({
      Timestamp: z.number(),
      CloudWatchMetrics: z.tuple([
        z.object({
          Namespace: z.literal('Invitations'),
          Dimensions: z.tuple([z.array(z.string())]),
          Metrics: z.array(z.object({ Name: z.string(), Unit: z.enum(['Count', 'Milliseconds']) })),
        }),
      ]),
    })
    .optional(),
});
type Line = z.output<typeof line> & { readonly log: string };

const linesIn = (data: string): Line[] =>
  readdirSync(join(data, 'logs')).flatMap((file) =>
    readFileSync(join(data, 'logs', file), 'utf8')
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => ({ ...line.parse(JSON.parse(text)), log: file.replace('.log', '') })),
  );

type Measured = { readonly name: string; readonly value: number; readonly split: readonly unknown[] };

/** Returns the metrics that CloudWatch extracts from a log line. */
const measuredIn = (of: Line): Measured[] =>
  (of._aws?.CloudWatchMetrics ?? []).flatMap(({ Metrics, Dimensions: [dimensions] }) =>
    Metrics.map(({ Name }) => ({
      name: Name,
      value: z.number().parse(of[Name]),
      split: dimensions.map((dimension) => z.string().parse(of[dimension])),
    })),
  );

test('logs are JSON, link a request to its email and audit event, have metrics and no link', async () => {
  const { data, start } = await ownRun();
  const { url } = await start();
  const acme = await organization({}, url);
  const email = fresh('ann');
  const { id } = await acme.invite(email);
  const token = tokenIn((await mailsTo(email, 1, url))[0] ?? expect.fail('no mail'));
  const ann = await as(email, {}, url);
  expect((await ann.post('/invitations/accept', { token })).status).toBe(200);
  const { id: revoked } = await acme.invite('bounce@simulator.amazonses.com');
  await acme.admin.post(`${acme.path}/invitations/${revoked}/revoke`);
  expect((await acme.admin.post(`${acme.path}/invitations/${id}/revoke`)).body.code).toBe('invitation_not_pending');
  const measured = () => linesIn(data).flatMap(measuredIn);
  const names = [
    'EmailsDelivered',
    'EmailsSent',
    'FromEmailToAcceptance',
    'FromRequestToEmail',
    'InvitationsAccepted',
    'InvitationsRevoked',
    'InvitationsSent',
    'Problems',
  ];
  await expect.poll(() => measured().map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  const [problem] = measured().filter(({ name }) => name === 'Problems');
  expect(problem).toEqual({ name: 'Problems', value: 1, split: ['local', 'invitation_not_pending'] });
  for (const { value } of measured()) expect(value).toBeGreaterThanOrEqual(0);

  const about = linesIn(data).filter(({ requestId, invitationId }) => requestId && invitationId === id);
  const isSender = (log: string) => log === 'invitations-local-send-invitation-email';
  const sent = about.filter(({ log, change }) => change === 'invitation.sent' || isSender(log));
  expect(sent.map(({ log }) => log).sort()).toEqual([
    'invitations-local-queue-emails',
    'invitations-local-record-changes',
    'invitations-local-send-invitation-email',
  ]);
  const request = linesIn(data).find(
    ({ log, requestId }) => log === 'invitations-local-send-invitations' && requestId === sent[0]?.requestId,
  );
  expect(request).toMatchObject({ organizationId: acme.id, status: 201 });
  // Streams and queues carry no trace: the request id links the lines.
  expect(new Set([request, ...sent].map((one) => one?.traceId)).size).toBe(4);
  const all = JSON.stringify(linesIn(data));
  expect(all).not.toContain(token);
  expect(all).not.toContain(acme.token);
});
