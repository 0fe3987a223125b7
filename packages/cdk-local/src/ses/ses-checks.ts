import { region } from '../template/physical-values.ts';
import { addressIn, checkMailbox } from './mailbox.ts';
import { SesError } from './ses-error.ts';
import type { SendRequest } from './ses-request.ts';

/** Resources of the SES account, from the template. Without a list, any name is accepted. */
export type SesAccount = {
  readonly configurationSets?: readonly string[];
  /** Verified addresses and domains. */
  readonly identities?: readonly string[];
};

/** Tags that SES writes into the Feedback-ID header. */
export const feedbackTags = ['ses:feedback-id-a', 'ses:feedback-id-b'];

const sizeLimitBytes = 10 * 1024 * 1024;
const reject = (message: string): never => {
  throw new SesError('InvalidParameterValue', message);
};

const checkRecipients = ({ action, recipients }: SendRequest): void => {
  // A raw message may have its recipients in its headers.
  if (recipients.length === 0 && action === 'SendEmail') reject("Missing required header 'To'.");
  if (recipients.length > 50) reject('Recipient count exceeds 50.');
};

const checkTags = ({ tags }: SendRequest): void => {
  for (const part of [...tags.keys(), ...tags.values()])
    if (!/^[\w-]{1,256}$/.test(part) && !feedbackTags.includes(part))
      reject(`Message tag '${part}' is not valid: 1 to 256 ASCII letters, digits, underscores and dashes.`);
};

const checkConfigurationSet = ({ configurationSet }: SendRequest, { configurationSets }: SesAccount): void => {
  if (configurationSet !== undefined && configurationSets && !configurationSets.includes(configurationSet))
    throw new SesError('ConfigurationSetDoesNotExist', `Configuration set <${configurationSet}> does not exist.`);
};

/** Throws an error that names all senders that are neither verified nor at a verified domain. */
export const checkVerified = (senders: readonly string[], { identities }: SesAccount): void => {
  if (!identities) return;
  const verified = new Set(identities.map((identity) => identity.toLowerCase()));
  const addresses = new Set(senders.filter((sender) => sender !== '').map((sender) => addressIn(sender).toLowerCase()));
  const failed = [...addresses].filter(
    (address) => !verified.has(address) && !verified.has(address.slice(address.lastIndexOf('@') + 1)),
  );
  if (failed.length > 0)
    throw new SesError(
      'MessageRejected',
      // https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html
      `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${failed.join(', ')}`,
    );
};

const parts = ['Subject', 'Body.Html', 'Body.Text'].map((part) => `Message.${part}.Data`);

/** Returns the length of the message in base64. The SDK has encoded a raw message. */
const base64Length = ({ action, form }: SendRequest): number =>
  action === 'SendRawEmail'
    ? (form.get('RawMessage.Data') ?? '').length
    : parts.reduce((sum, part) => sum + Math.ceil(Buffer.byteLength(form.get(part) ?? '') / 3) * 4, 0);

/** https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const checkSize = (request: SendRequest): void => {
  const bytes = base64Length(request);
  if (bytes > sizeLimitBytes) reject(`Message length is more than ${sizeLimitBytes} bytes long: '${bytes}'.`);
};

/** Throws the error that SES would return. aws-ses-v2-local accepts everything. */
export const validateSendRequest = (request: SendRequest, account: SesAccount): void => {
  const { source, recipients, replyTo, subject } = request;
  if (/[\r\n]/.test(subject)) reject('Subject contains a line break.');
  for (const mailbox of [...recipients, ...replyTo, ...(source === '' ? [] : [source])]) checkMailbox(mailbox);
  checkRecipients(request);
  checkTags(request);
  checkConfigurationSet(request, account);
  checkVerified([source], account);
  checkSize(request);
};
