import { type EnvironmentName, environment } from '#core/deployment.ts';
import { RetryableError } from '#core/retryable-error.ts';

/** Returns an environment variable of the function. Throws if it is not set. */
const setting = (name: EnvironmentName): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new RetryableError(`${name} is not set`);
  return value;
};

const seconds = (name: EnvironmentName): number => Number(setting(name));

/** The settings, read lazily: a function has only the variables that it uses. */
export const settings = {
  invitationLifetimeSeconds: () => seconds(environment.invitationLifetimeSeconds),
  resendPauseSeconds: () => seconds(environment.resendPauseSeconds),
  baseUrl: () => setting(environment.baseUrl),
  productName: () => setting(environment.productName),
  senderEmail: () => setting(environment.senderEmail),
  linkSecretId: () => setting(environment.linkSecretId),
  configurationSet: () => setting(environment.configurationSet),
  userPoolId: () => setting(environment.userPoolId),
  functionPrefix: () => setting(environment.functionPrefix),
  /** Undefined without a firewall. */
  originSecrets: () => process.env[environment.originSecrets],
  emailQueueUrl: () => setting(environment.emailQueueUrl),
  emailQueueArn: () => setting(environment.emailQueueArn),
  emailDeadLetterQueueUrl: () => setting(environment.emailDeadLetterQueueUrl),
  emailDeadLetterQueueArn: () => setting(environment.emailDeadLetterQueueArn),
  failureQueueUrl: () => setting(environment.failureQueueUrl),
};
