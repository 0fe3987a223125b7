import { region } from '../template/physical-values.ts';
import type { RawMessage } from './raw-message.ts';
import { feedbackTags } from './ses-checks.ts';
import type { SendRequest } from './ses-request.ts';

type Accepted = { readonly messageId: string; readonly at: number };

/**
 * Returns the headers that SES writes itself: it replaces Message-ID and Date.
 * https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-send-email.html
 */
const writtenBySes = ({ tags }: SendRequest, { messageId, at }: Accepted): Record<string, string> => ({
  'message-id': `<${messageId}@${region}.amazonses.com>`,
  date: new Date(at).toUTCString().replace('GMT', '+0000'),
  'feedback-id': [...feedbackTags.map((name) => tags.get(name) ?? ''), `1.${region}.local`, 'AmazonSES'].join(':'),
});

const headerValue = (line: string): string =>
  line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n\s*/g, ' ')
    .trim();

/** Returns the headers of an email by lower-case name, as its recipient gets them. */
export const headersOf = (
  request: SendRequest,
  accepted: Accepted,
  message: RawMessage | undefined,
): Record<string, string> => {
  const ofSes = writtenBySes(request, accepted);
  if (message)
    return {
      ...Object.fromEntries(message.headerLines.map(({ key, line }) => [key, headerValue(line)])),
      ...ofSes,
    };
  const { source, recipients, replyTo, subject } = request;
  return {
    from: source,
    to: recipients.join(', '),
    ...(replyTo.length > 0 && { 'reply-to': replyTo.join(', ') }),
    subject,
    ...ofSes,
  };
};
