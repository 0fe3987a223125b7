import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { emailAddress } from '#core/contract/email-address.ts';

/** The identity that runs an operator command, for the audit log. */
export type OperatorIdentity = { readonly name: string; readonly email?: string };

/**
 * Returns the name at the end of a principal's ARN: that of a user, of a role's session (with IAM Identity Center the
 * person's user name, usually their address), or `root`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export const identityOf = (arn: string): OperatorIdentity => {
  const name = arn.split(/[/:]/).at(-1) ?? '';
  const email = emailAddress(name);
  return { name, ...(email !== undefined && { email }) };
};

/**
 * Returns who the credentials in use belong to, as AWS says it. Needs no permission.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const operatorIdentity = async (): Promise<OperatorIdentity> => {
  const { Arn } = await new STSClient().send(new GetCallerIdentityCommand());
  if (Arn === undefined) throw new Error('AWS does not say whose credentials these are.');
  return identityOf(Arn);
};
