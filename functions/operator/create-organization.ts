import type { Context } from 'aws-lambda';
import type { Instant } from '#core/contract/fields.ts';
import { createOrganization, newOrganization } from '#core/organizations/create.ts';
import { settings } from '../settings.ts';

/** Called by operators through Lambda's Invoke API. What doesn't fit is refused by name. */
export const handler = async (event: unknown, { awsRequestId }: Context) => {
  const asked = newOrganization.safeParse(event);
  if (!asked.success) {
    const sentences = asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return { error: sentences.join('; ') };
  }
  return createOrganization(asked.data, {
    now: new Date().toISOString() as Instant,
    requestId: awsRequestId,
    lifetimeSeconds: settings.invitationLifetimeSeconds(),
    inviter: { name: settings.productName(), email: settings.senderEmail() },
  });
};
