import { randomUUID } from 'node:crypto';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Caller } from '#core/caller.ts';
import { memberKey, userKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import { handler } from '#functions/cognito/pre-token-generation.ts';
import { failNextWrites } from '#test/support/in-between.ts';
import { startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();
process.env.PRODUCT_NAME = 'PartnerAlly';

/** Invokes the trigger as Cognito does and returns the claims of the token. */
const trigger = async ({ userId, email, name }: Caller, emailVerified = 'true') => {
  const userAttributes = { sub: userId, email, email_verified: emailVerified, name };
  const event = { userName: 'google_1', request: { userAttributes }, response: {} };
  const { response } = await handler(event as unknown as PreTokenGenerationV2TriggerEvent, { awsRequestId: 'request' });
  return response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.claimsToAddOrOverride;
};

const start = async () => {
  const acme = await startOrganization();
  const ann = await acme.join(`ann-${randomUUID()}@x.test`);
  await trigger(ann);
  const moved = { ...ann, email: `lee-${randomUUID()}@x.test` };
  const member = () => getItem(memberKey({ organizationId: acme.organizationId, userId: ann.userId }));
  return { ann, moved, member, user: () => getItem(userKey(ann.userId)) };
};

test('the trigger moves the membership before it returns, under the id of its own request', async () => {
  const { moved, member } = await start();
  await trigger(moved);
  expect(await member()).toMatchObject({
    email: moved.email,
    change: 'member.email_changed',
    requestId: 'request',
    changedBy: { type: 'user', userId: moved.userId, email: moved.email },
  });
});

test('the trigger moves nothing after two seconds, and leaves it to record-changes', async () => {
  const { ann, moved, member, user } = await start();
  const now = vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(2_000);
  onTestFinished(() => now.mockRestore());
  await trigger(moved);
  expect(await member()).toMatchObject({ email: ann.email });
  expect(await user()).toMatchObject({ email: moved.email, change: 'address', requestId: 'request' });
});

test('the trigger returns tokens although the move fails', async () => {
  const { ann, moved, member } = await start();
  failNextWrites(1, 1);
  expect(await trigger(moved)).toMatchObject({ email: moved.email, email_verified: 'true' });
  expect(await member()).toMatchObject({ email: ann.email });
});

test('the trigger calls an address verified only if it can be invited', async () => {
  const { ann, moved, member, user } = await start();
  const kelvin = { ...moved, email: `\u212a${moved.email}` };
  expect(await trigger(kelvin)).toMatchObject({ email: kelvin.email, email_verified: 'false' });
  expect(await member()).toMatchObject({ email: ann.email });
  expect(await user()).toMatchObject({ email: ann.email });
});

test('the trigger drops a name that looks like the product’s, and puts the hosted domain into the token', async () => {
  const ann = { sub: 'look-alike', email: 'ann@x.test', email_verified: 'true' };
  const claimsOf = async (attributes: object) => {
    const event = { userName: 'google_2', request: { userAttributes: { ...ann, ...attributes } }, response: {} };
    const { response } = await handler(event as unknown as PreTokenGenerationV2TriggerEvent, {
      awsRequestId: 'request',
    });
    return response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.claimsToAddOrOverride;
  };
  expect(await claimsOf({ name: 'PartnerАlly Support', 'custom:hd': 'x.test' })).toMatchObject({
    name: 'ann@x.test',
    hd: 'x.test',
  });
  expect(await claimsOf({ name: 'Ann Lee' })).toEqual(expect.not.objectContaining({ hd: expect.anything() }));
});
