import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const acknowledged =
  (rules: string) =>
  (construct: IConstruct, rule: string, reason: string): void =>
    Validations.of(construct).acknowledge({ id: `${rules}${rule}`, reason });

/** Suppresses a rule of cdk-nag's AwsSolutions pack for one construct, with the reason. */
export const acknowledge = acknowledged('AwsSolutions::AwsSolutions-');

/** Suppresses a Control Tower rule of cfn-guard for one construct, with the reason. */
export const acknowledgeControl = acknowledged('cdk-validator-cfnguard::');
