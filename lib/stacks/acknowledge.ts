import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const acknowledged =
  (rules: string) =>
  (construct: IConstruct, rule: string, reason: string): void =>
    Validations.of(construct).acknowledge({ id: `${rules}${rule}`, reason });

/** Says why a rule of cdk-nag's AwsSolutions pack does not hold for one construct. Without it the tests fail. */
export const acknowledge = acknowledged('AwsSolutions::AwsSolutions-');

/** The same of a rule of Control Tower, as cfn-guard has it. */
export const acknowledgeControl = acknowledged('cdk-validator-cfnguard::');
