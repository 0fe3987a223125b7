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
 * Creates the identity of the sender's domain, and a configuration set with required TLS and reputation metrics. The set
 * is not the identity's default, because other emails of that domain in the account would use it too.
 * https://docs.aws.amazon.com/ses/latest/dg/managing-configuration-sets-default-adding.html
 */
export const email = (scope: Construct, settings: StageSettings): Email => {
  const configurationSet = new ConfigurationSet(scope, 'ConfigurationSet', {
    configurationSetName: `invitations-${settings.stage}`,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    // Overrides the account's setting: addresses that bounced or complained get no more email.
    // https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list-config-level.html
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  const identity = new EmailIdentity(scope, 'SenderDomain', {
    identity: Identity.domain(senderDomain(settings)),
    // SPF is checked for this domain.
    // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
    mailFromDomain: mailFromDomain(settings),
    // Until its DNS records exist, emails are sent with SES's domain instead of being rejected.
    // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
    mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
  });
  identity.applyRemovalPolicy(removalPolicy(settings));
  return { identity, configurationSet };
};
