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

const checkSender = ({ source }: SendRequest, { identities }: SesAccount): void => {
  if (source === '' || !identities) return;
  const address = addressIn(source).toLowerCase();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const verified = identities.some((identity) => [address, domain].includes(identity.toLowerCase()));
  if (!verified)
    throw new SesError(
      'MessageRejected',
      // https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html
      `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${address}`,
    );
};

/** Throws the error that SES would return. aws-ses-v2-local accepts everything. */
export const validateSendRequest = (request: SendRequest, account: SesAccount): void => {
  const { source, recipients, replyTo, subject, form } = request;
  if (/[\r\n]/.test(subject)) reject('Subject contains a line break.');
  for (const mailbox of [...recipients, ...replyTo, ...(source === '' ? [] : [source])]) checkMailbox(mailbox);
  checkRecipients(request);
  checkTags(request);
  checkConfigurationSet(request, account);
  checkSender(request, account);
  const bytes = Buffer.byteLength(form.toString());
  if (bytes > sizeLimitBytes) reject(`Message length is more than ${sizeLimitBytes} bytes long: '${bytes}'.`);
};
