import type { Email } from '#core/email/invitation-email.ts';

// Permanent SES errors about one email.
// https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
const rejections = new Set(['MessageRejected', 'InvalidParameterValue']);

// A paused account or an unverified sender has the same error name. An operator can fix these, so the email is retried.
const forOperators = /not verified|pause|suspend|disabled|sandbox/i;

/**
 * `… is not verified. The following identities failed the check in region EU-CENTRAL-1: identity0, identity1`
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html
 */
const unverified = /identities failed the check[^:]*:(.+)$/is;

const bare = (identity: string): string => (/<([^>]*)>/.exec(identity)?.[1] ?? identity).trim().toLowerCase();

/** Returns whether only the recipient is not verified. In the sandbox SES sends to verified addresses only. */
const isUnverifiedRecipient = (message: string, { to }: Email): boolean => {
  const [, identities] = unverified.exec(message) ?? [];
  return identities?.split(',').every((identity) => bare(identity) === to.toLowerCase()) ?? false;
};

/** Returns whether SES rejects this email permanently, while it accepts others. */
export const isRefused = ({ name, message }: Error, email: Email): boolean =>
  rejections.has(name) && (!forOperators.test(message) || isUnverifiedRecipient(message, email));
