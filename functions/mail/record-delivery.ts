import type { Context } from 'aws-lambda';
import { readMailEvent } from '#core/email/mail-event.ts';
import { recordDelivery } from '#core/email/record-delivery.ts';

/** What SES says became of an email shows on its invitation. Fails where it should be told again. */
export const handler = async (event: unknown, { awsRequestId }: Context): Promise<void> => {
  const mailEvent = readMailEvent(event);
  const recording = await recordDelivery(mailEvent);
  console.info(JSON.stringify({ ...mailEvent, recording, requestId: awsRequestId }));
};
