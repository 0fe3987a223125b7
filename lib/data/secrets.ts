import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { firstLinkKeyId } from '#core/deployment.ts';
import { secretNames } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { acknowledge } from '#lib/stacks/acknowledge.ts';
import { removalPolicy } from './removal-policy.ts';

/**
 * Returns a dynamic reference that CloudFormation resolves to a secret, or one field of it, by name or ARN.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export const secretReference = (id: string, versionId: string, jsonField?: string): SecretValue =>
  SecretValue.secretsManager(id, { ...(jsonField && { jsonField }), ...(versionId && { versionId }) });

/** Creates the keys that sign invitation links and encrypt cursors. Secrets Manager generates them. */
export const linkSecret = (scope: Construct, settings: StageSettings): Secret => {
  const secret = new Secret(scope, 'LinkSecret', {
    secretName: secretNames(settings.stage).link,
    description: 'Keys that seal invitation links and cursors: {"current":"k1","k1":"..."}',
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ current: firstLinkKeyId }),
      generateStringKey: firstLinkKeyId,
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: removalPolicy(settings),
  });
  acknowledge(secret, 'SMG4', 'An operator adds a key when needed; links in emails are signed with the old ones.');
  return secret;
};

/** Creates the secret of the OAuth client at Google, with a random placeholder that an operator replaces. */
export const googleClientSecret = (scope: Construct, settings: StageSettings): Secret => {
  const secret = new Secret(scope, 'GoogleClientSecret', {
    secretName: secretNames(settings.stage).googleClient,
    description: 'Secret of the OAuth client at Google: {"clientSecret":"..."}',
    generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'clientSecret' },
    removalPolicy: removalPolicy(settings),
  });
  acknowledge(secret, 'SMG4', 'Google issues it; an operator stores it here.');
  return secret;
};

/** Creates the secret that CloudFront sends to the API, so that the firewall can't be bypassed. It is not retained. */
export const originSecret = (scope: Construct, { stage }: StageSettings): Secret => {
  const secret = new Secret(scope, 'OriginSecret', {
    secretName: secretNames(stage).origin,
    description: 'What CloudFront sends to the API: {"sent":"..."}; any other value beside it is taken as well',
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'sent',
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  acknowledge(secret, 'SMG4', 'An operator replaces it when needed; functions accept the new value first.');
  return secret;
};
