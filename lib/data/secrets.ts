import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { firstLinkKeyId } from '#core/deployment.ts';
import { secretNames } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { acknowledge } from '#lib/stacks/acknowledge.ts';
import { removalPolicy } from './removal-policy.ts';

/**
 * What CloudFormation puts the secret in the place of; by its name or ARN, all of it or one field.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 */
export const secretReference = (id: string, versionId: string, jsonField?: string): SecretValue =>
  SecretValue.secretsManager(id, { ...(jsonField && { jsonField }), ...(versionId && { versionId }) });

/** Keys that seal invitation links and cursors. Made by Secrets Manager, so that nobody ever sees one. */
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
  acknowledge(
    secret,
    'SMG4',
    'An operator adds a key when there is a reason to: links in mails are sealed with the old ones.',
  );
  return secret;
};

/** Secret of the OAuth client at Google. Starts as a random placeholder, which an operator replaces. */
export const googleClientSecret = (scope: Construct, settings: StageSettings): Secret => {
  const secret = new Secret(scope, 'GoogleClientSecret', {
    secretName: secretNames(settings.stage).googleClient,
    description: 'Secret of the OAuth client at Google: {"clientSecret":"..."}',
    generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'clientSecret' },
    removalPolicy: removalPolicy(settings),
  });
  acknowledge(secret, 'SMG4', 'Google issues it, on its own pages; an operator puts it here.');
  return secret;
};

/** What CloudFront shows the API, so that nobody walks around the firewall. Nothing depends on its value: it isn't kept. */
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
  acknowledge(secret, 'SMG4', 'An operator makes a new one when there is a reason to; functions learn it first.');
  return secret;
};
