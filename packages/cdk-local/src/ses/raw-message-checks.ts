// cspell:ignore acceptlanguage
import { checkMailbox } from './mailbox.ts';
import type { RawMessage } from './raw-message.ts';
import { checkVerified, type SesAccount } from './ses-checks.ts';
import { SesError } from './ses-error.ts';
import type { SendRequest } from './ses-request.ts';

const reject = (message: string): never => {
  throw new SesError('InvalidParameterValue', message);
};

/**
 * Headers that can't appear more than once, in lower case.
 * https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
 */
const onlyOnce = new Set(
  `accept-language acceptlanguage archived-at auto-submitted bounces-to comments content-alternative content-base
  content-class content-description content-disposition content-duration content-id content-language content-length
  content-location content-md5 content-transfer-encoding content-type date delivered-to
  disposition-notification-options disposition-notification-to dkim-signature domainkey-signature errors-to from
  importance in-reply-to keywords list-archive list-help list-id list-owner list-post list-subscribe list-unsubscribe
  list-unsubscribe-post message-context message-id mime-version organization original-from original-message-id
  original-recipient original-subject precedence priority references reply-to return-path return-receipt-to sender
  solicitation sensitivity subject thread-index thread-topic user-agent vbr-info`.split(/\s+/),
);

// With its line break.
const longestLine = 1_000;

/** Checks the form of a message: https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html */
const checkForm = ({ text, headerLines }: RawMessage): void => {
  if (!/\r?\n\r?\n/.test(text)) reject('Missing blank line between header and body.');
  const names = headerLines.map(({ key }) => key);
  const repeated = names.find((name, index) => onlyOnce.has(name) && names.indexOf(name) < index);
  if (repeated !== undefined) reject(`Duplicate header '${repeated}'.`);
  if (text.split(/\r?\n/).some((line) => line.length + 2 > longestLine))
    reject(`Line is longer than ${longestLine} characters.`);
};

const checkRecipients = ({ addressesIn }: RawMessage, { recipients }: SendRequest): void => {
  const inHeaders = ['to', 'cc', 'bcc'].flatMap(addressesIn);
  if (inHeaders.length === 0 && recipients.length === 0) reject("Missing required header 'To'.");
  if (inHeaders.length > 50) reject('Recipient count exceeds 50.');
  inHeaders.forEach(checkMailbox);
};

/**
 * Throws the error that SES would return for a raw message. Each address of a sender must be verified: in `From`,
 * `Sender` and `Return-Path` as in the request's `Source`.
 * https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html
 */
export const validateRawMessage = (message: RawMessage, request: SendRequest, account: SesAccount): void => {
  checkForm(message);
  const from = message.addressesIn('from');
  if (from.length === 0) reject("Missing required header 'From'.");
  checkRecipients(message, request);
  const senders = [...from, ...['sender', 'return-path'].flatMap(message.addressesIn)];
  for (const mailbox of [...senders, ...message.addressesIn('reply-to')]) checkMailbox(mailbox);
  checkVerified([request.source, ...senders], account);
};
