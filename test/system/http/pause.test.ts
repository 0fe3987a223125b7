import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { fresh, mailsTo, organization } from '#test/support/api.ts';
import { operate } from '#test/support/aws-of-run.ts';

const bouncing = (): string => `bounce+${randomUUID().slice(0, 8)}@simulator.amazonses.com`;

test('an organization whose emails bounce too often is paused until an operator resumes it', async () => {
  const acme = await organization();
  const invite = (emails: readonly string[]) => acme.admin.post(`${acme.path}/invitations`, { emails, role: 'user' });
  expect((await invite(Array.from({ length: 50 }, () => fresh('ann')))).status).toBe(201);
  // Bounces count from 50 emails on.
  await expect.poll(async () => (await acme.admin.get(acme.path)).body.usage.emailsToday).toBe(51);
  expect((await invite(Array.from({ length: 10 }, bouncing))).status).toBe(201);
  const paused = async () => (await acme.admin.get(acme.path)).body.paused;
  await expect.poll(paused).toMatchObject({ reason: 'More than 10% of the emails of the last 24 hours bounced.' });

  const bob = fresh('bob');
  expect((await invite([bob])).body.code).toBe('organization_paused');
  await operate('resume-organization', { organizationId: acme.id });
  expect(await paused()).toBeNull();
  expect((await invite([bob])).status).toBe(201);
  expect(await mailsTo(bob)).toHaveLength(1);
});
