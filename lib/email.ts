import { RemovalPolicy } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { StageSettings } from './stage-settings.ts';

export type Email = { readonly identity: EmailIdentity; readonly configurationSet: ConfigurationSet };

/** The sender's domain and how its mail leaves: over TLS or not at all, with its reputation measured. */
export const email = (scope: Construct, { stage, senderEmail, keepState }: StageSettings): Email => {
  const configurationSet = new ConfigurationSet(scope, 'ConfigurationSet', {
    configurationSetName: `invitations-${stage}`,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    // Whatever the account's own setting: who refused our mail or complained of it gets no more.
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  const identity = new EmailIdentity(scope, 'SenderDomain', {
    identity: Identity.domain(senderEmail.slice(senderEmail.lastIndexOf('@') + 1)),
    configurationSet,
  });
  identity.applyRemovalPolicy(keepState ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
  return { identity, configurationSet };
};
