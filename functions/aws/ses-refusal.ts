import type { Email } from '#core/email/invitation-email.ts';

// SES's errors about this one email, which it would repeat.
// https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
const refusals = new Set(['MessageRejected', 'InvalidParameterValue']);

// A paused account, or a sender that is not verified, has the same name. An operator mends it: the email is tried again.
const forOperators = /not verified|pause|suspend|disabled|sandbox/i;

/**
 * `… is not verified. The following identities failed the check in region EU-CENTRAL-1: identity0, identity1`
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html
 */
const unverified = /identities failed the check[^:]*:(.+)$/is;

const bare = (identity: string): string => (/<([^>]*)>/.exec(identity)?.[1] ?? identity).trim().toLowerCase();

/** Whether the recipient alone is not verified. In the sandbox SES sends to verified addresses only. */
const isUnverifiedRecipient = (message: string, { to }: Email): boolean => {
  const [, identities] = unverified.exec(message) ?? [];
  return identities?.split(',').every((identity) => bare(identity) === to.toLowerCase()) ?? false;
};

/** Whether SES refuses this email and would refuse it again, while it takes others. */
export const isRefused = ({ name, message }: Error, email: Email): boolean =>
  refusals.has(name) && (!forOperators.test(message) || isUnverifiedRecipient(message, email));
