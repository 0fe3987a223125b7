import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { type Check, right, wrong } from './finding.ts';
import type { DeployedStage } from './stage.ts';

const enterRecords = 'create the DNS records listed above; SES checks them for 72 hours';

const sender = ({ output }: DeployedStage): Check => ({
  about: 'SES identity',
  look: async () => {
    const EmailIdentity = output('SenderIdentity');
    const identity = await new SESv2Client().send(new GetEmailIdentityCommand({ EmailIdentity }));
    const dkim = identity.DkimAttributes?.Status;
    const mailFrom = identity.MailFromAttributes;
    return [
      identity.VerifiedForSendingStatus
        ? right(`${EmailIdentity} is verified`)
        : wrong(`${EmailIdentity} is not verified (${identity.VerificationStatus ?? 'unknown'}): ${enterRecords}`),
      dkim === 'SUCCESS' ? right('DKIM is verified') : wrong(`DKIM is ${dkim ?? 'off'}: ${enterRecords}`),
      mailFrom?.MailFromDomainStatus === 'SUCCESS'
        ? right(`bounces go to ${mailFrom.MailFromDomain}`)
        : wrong(`the MAIL FROM domain is ${mailFrom?.MailFromDomainStatus ?? 'not set'}: ${enterRecords}`),
      identity.ConfigurationSetName === undefined
        ? right('other emails of its domain do not use our configuration set')
        : wrong(
            `every email of its domain uses the configuration set ${identity.ConfigurationSetName}: aws sesv2 put-email-identity-configuration-set-attributes --email-identity ${EmailIdentity}`,
          ),
    ];
  },
});

/** The number of senders follows the setting. Too few use less than the rate of SES; too many are throttled. */
const rate = (perSecond: string, allowed = 0) =>
  Number(perSecond) === allowed
    ? right(`emailsPerSecond is ${perSecond}`)
    : wrong(
        `emailsPerSecond is ${perSecond}, and SES lets the account send ${allowed} per second: change it, and deploy`,
      );

const account = ({ output }: DeployedStage): Check => ({
  about: 'SES account',
  look: async () => {
    const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await new SESv2Client().send(
      new GetAccountCommand(),
    );
    return [
      ProductionAccessEnabled
        ? right(`has production access: ${SendQuota?.MaxSendRate} emails per second, ${SendQuota?.Max24HourSend} a day`)
        : wrong(
            'in the sandbox, only verified addresses receive email: request production access (SES console, Account dashboard)',
          ),
      rate(output('EmailsPerSecond'), SendQuota?.MaxSendRate),
      SendingEnabled
        ? right('sending is enabled')
        : wrong('sending is paused: check the reason in the SES console, and enable it there'),
      EnforcementStatus === 'HEALTHY'
        ? right('its reputation is healthy')
        : wrong(`its status is ${EnforcementStatus}: see the Reputation metrics and the open case in the SES console`),
    ];
  },
});

export const mailChecks = (deployed: DeployedStage): Check[] => [sender(deployed), account(deployed)];
