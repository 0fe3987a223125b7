import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { removalPolicy } from '#lib/data/removal-policy.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { mailFromDomain, senderDomain } from './sender-domain.ts';

export type Email = { readonly identity: EmailIdentity; readonly configurationSet: ConfigurationSet };

/**
 * The sender's domain, and a configuration set for our emails: TLS or not at all, reputation measured. The set is not
 * the identity's default: every other email of that domain in the account would go through it as well.
 * https://docs.aws.amazon.com/ses/latest/dg/managing-configuration-sets-default-adding.html
 */
export const email = (scope: Construct, settings: StageSettings): Email => {
  const configurationSet = new ConfigurationSet(scope, 'ConfigurationSet', {
    configurationSetName: `invitations-${settings.stage}`,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    // Whatever the account's own setting: who refused our mail or complained of it gets no more.
    // https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list-config-level.html
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  const identity = new EmailIdentity(scope, 'SenderDomain', {
    identity: Identity.domain(senderDomain(settings)),
    // SPF is checked there, so it passes under our own domain.
    // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
    mailFromDomain: mailFromDomain(settings),
    // Until its records are in DNS, mail leaves under SES's domain instead of not at all.
    // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
    mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
  });
  identity.applyRemovalPolicy(removalPolicy(settings));
  return { identity, configurationSet };
};
