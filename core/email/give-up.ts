import type { DeliveryReason } from '#core/contract/delivery-reasons.ts';
import type { Instant } from '#core/contract/fields.ts';
import { system } from '#core/table/change.ts';
import { failDelivery, findDelivery, reportDelivery } from '#core/table/delivery.ts';
import { markDelivery, readInvitation, type StoredInvitation } from '#core/table/invitation.ts';
import { invitationKey } from '#core/table/keys.ts';
import { getItem } from '#core/table/read.ts';
import type { EmailRequest } from './email-request.ts';
import { unlessLater } from './unless-later.ts';

/** The reason of an email that is not retried, unless an operator replays it. */
export const givenUp = 'could_not_be_sent' satisfies DeliveryReason;

/**
 * Ends an email that could not be sent. Admins see that it failed and can resend it. Does nothing if it was sent or failed
 * concurrently.
 */
export const giveUpEmail = async (invitation: StoredInvitation, requestId: string, at: Instant): Promise<void> => {
  const { organizationId, id: invitationId, sentCount: sendNumber } = invitation;
  const send = { organizationId, invitationId, sendNumber };
  const seen = await findDelivery(send);
  if (seen !== undefined && seen.state !== 'sending') return;
  const failure = { invitation, reason: givenUp, origin: { at, by: system, requestId } };
  const fails = seen
    ? reportDelivery(send, ['sending'], 'failed', seen.change === undefined ? failure : undefined)
    : failDelivery(send, failure);
  await unlessLater(fails, markDelivery(send, sendNumber, { delivery: 'failed', deliveryReason: givenUp }));
};

/** Ends a requested email that could not be sent. */
export const giveUpRequest = async ({ requestId, ...send }: EmailRequest, at: Instant): Promise<void> => {
  const item = await getItem(invitationKey(send));
  if (item !== undefined) await giveUpEmail({ ...readInvitation(item), sentCount: send.sendNumber }, requestId, at);
};
