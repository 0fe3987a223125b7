import type { Context } from 'aws-lambda';
import { readMailEvent } from '#core/email/mail-event.ts';
import { recordDelivery } from '#core/email/record-delivery.ts';
import { logLine, type Metric } from '#functions/endpoint/log-line.ts';

const names = {
  delivered: 'EmailsDelivered',
  bounced: 'EmailsBounced',
  complained: 'EmailsComplained',
  failed: 'EmailsRefused',
} as const;

/**
 * Stores the delivery state that an SES event reports on its invitation. Ignores events of other senders' emails. Throws
 * if the event has to be retried.
 */
export const handler = async (event: unknown, { awsRequestId }: Context): Promise<void> => {
  const mailEvent = readMailEvent(event);
  if (mailEvent === undefined) return logLine('info', { recording: 'foreign', requestId: awsRequestId });
  const recording = await recordDelivery(mailEvent);
  const { outcome } = mailEvent;
  const counted = recording === 'recorded' && outcome !== undefined ? names[outcome.state] : undefined;
  const metrics: Metric[] = counted === undefined ? [] : [{ name: counted, value: 1, unit: 'Count' }];
  logLine('info', { ...mailEvent, recording, requestId: awsRequestId }, metrics);
};
