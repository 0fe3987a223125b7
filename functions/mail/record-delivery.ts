import type { Context } from 'aws-lambda';
import { readMailEvent } from '#core/email/mail-event.ts';
import { recordDelivery } from '#core/email/record-delivery.ts';
import { logLine, type Metric } from '#functions/log-line.ts';

const names = {
  delivered: 'EmailsDelivered',
  bounced: 'EmailsBounced',
  complained: 'EmailsComplained',
  failed: 'EmailsRefused',
} as const;

/** What SES says became of an email shows on its invitation. Fails where it should be told again. */
export const handler = async (event: unknown, { awsRequestId }: Context): Promise<void> => {
  const mailEvent = readMailEvent(event);
  const recording = await recordDelivery(mailEvent);
  const { outcome } = mailEvent;
  const counted = recording === 'recorded' && outcome !== undefined ? names[outcome.state] : undefined;
  const metrics: Metric[] = counted === undefined ? [] : [{ name: counted, value: 1, unit: 'Count' }];
  logLine('info', { ...mailEvent, recording, requestId: awsRequestId }, metrics);
};
