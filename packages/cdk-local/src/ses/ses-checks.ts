import { addressIn, checkMailbox } from './mailbox.ts';
import { SesError } from './ses-error.ts';
import type { SendRequest } from './ses-request.ts';

/** What the account has, as the template says. What is left out is not checked. */
export type SesAccount = {
  readonly configurationSets?: readonly string[];
  /** Verified addresses and domains. */
  readonly identities?: readonly string[];
};

const sizeLimitBytes = 10 * 1024 * 1024;
const refuse = (message: string): never => {
  throw new SesError('InvalidParameterValue', message);
};

const checkRecipients = ({ action, recipients }: SendRequest): void => {
  // A raw message may name them in its own headers.
  if (recipients.length === 0 && action === 'SendEmail') refuse("Missing required header 'To'.");
  if (recipients.length > 50) refuse('Recipient count exceeds 50.');
};

const checkTags = ({ tags }: SendRequest): void => {
  for (const part of [...tags.keys(), ...tags.values()])
    if (!/^[\w-]{1,256}$/.test(part))
      refuse(`Message tag '${part}' is not valid: 1 to 256 ASCII letters, digits, underscores and dashes.`);
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
      `Email address is not verified. The following identities failed the check: ${address}`,
    );
};

/** Throws what SES would say; aws-ses-v2-local takes everything. */
export const validateSendRequest = (sending: SendRequest, account: SesAccount): void => {
  const { source, recipients, replyTo, subject, form } = sending;
  if (/[\r\n]/.test(subject)) refuse('Subject contains a line break.');
  for (const mailbox of [...recipients, ...replyTo, ...(source === '' ? [] : [source])]) checkMailbox(mailbox);
  checkRecipients(sending);
  checkTags(sending);
  checkConfigurationSet(sending, account);
  checkSender(sending, account);
  const bytes = Buffer.byteLength(form.toString());
  if (bytes > sizeLimitBytes) refuse(`Message length is more than ${sizeLimitBytes} bytes long: '${bytes}'.`);
};
