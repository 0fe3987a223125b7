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
 * Shows on an invitation what SES says became of its email. Ignores events of other people's emails. Throws where the
 * event should come again.
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
