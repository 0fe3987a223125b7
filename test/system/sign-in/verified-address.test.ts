import type { Context, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { handler as preTokenGeneration } from '#functions/cognito/pre-token-generation.ts';
import type { Event } from '#functions/endpoint/request.ts';
import { handler as acceptInvitation } from '#functions/http/accept-invitation.ts';
import { startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();
process.env.PRODUCT_NAME = 'PartnerAlly';

/** Values of `email_verified` from Cognito or a token, and whether they count as verified. */
const table: readonly (readonly [said: unknown, isVerified: boolean])[] = [
  ['true', true],
  [true, true],
  [undefined, false],
  ['', false],
  ['false', false],
  [false, false],
  [null, false],
  ['True', false],
  ['TRUE', false],
  [' true', false],
  ['1', false],
  [1, false],
  ['yes', false],
  [['true'], false],
  ['[true]', false],
];

const context = { getRemainingTimeInMillis: () => 10_000 } as Context;

const eventBy = (email: string, said: unknown, body: object) => {
  const auth_time = String(Math.floor(Date.now() / 1000));
  const claims = {
    sub: `user-${email}`,
    email,
    name: 'Ann',
    auth_time,
    hd: 'x.test',
    ...(said !== undefined && { email_verified: said }),
  };
  const requestContext = { requestId: 'r', authorizer: { jwt: { claims, scopes: ['openid'] } } };
  return { routeKey: 'played', headers: {}, requestContext, body: JSON.stringify(body) } as unknown as Event;
};

test.each(table)(
  'accepting with a token whose email_verified is %j succeeds: %j',
  { tags: ['promise/sign-in'] },
  async (said, isVerified) => {
    const acme = await startOrganization();
    const { id: invitationId, email } = await acme.invite(`ann-${acme.organizationId.toLowerCase()}@x.test`);
    const body = { invitationId, organizationId: acme.organizationId };

    const { statusCode, body: text } = await acceptInvitation(eventBy(email, said, body), context);

    expect([statusCode, JSON.parse(text ?? '').code]).toEqual(
      isVerified ? [200, undefined] : [403, 'email_not_verified'],
    );
  },
);

test.each(table)('with email_verified %j gets the claim %j', async (said, isVerified) => {
  const userAttributes = {
    sub: 'ann',
    email: 'ann@x.test',
    name: 'Ann',
    ...(said !== undefined && { email_verified: said }),
  };
  const event = { userName: 'google_1', request: { userAttributes }, response: {} };

  const { response } = await preTokenGeneration(event as unknown as PreTokenGenerationV2TriggerEvent, {
    awsRequestId: 'r',
  });

  const { claimsToAddOrOverride } = response.claimsAndScopeOverrideDetails?.accessTokenGeneration ?? {};
  expect(claimsToAddOrOverride?.email_verified).toBe(String(isVerified));
});
