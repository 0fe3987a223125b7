import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { type Check, right, wrong } from './finding.ts';
import type { DeployedStage } from './stage.ts';

const enterRecords = 'enter the records of DNS that are named above; SES looks again for 72 hours';

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
      dkim === 'SUCCESS' ? right('DKIM signs') : wrong(`DKIM is ${dkim ?? 'off'}: ${enterRecords}`),
      mailFrom?.MailFromDomainStatus === 'SUCCESS'
        ? right(`bounces go to ${mailFrom.MailFromDomain}`)
        : wrong(`the MAIL FROM domain is ${mailFrom?.MailFromDomainStatus ?? 'not set'}: ${enterRecords}`),
      identity.ConfigurationSetName === undefined
        ? right('other emails of its domain go through no configuration set of ours')
        : wrong(
            `every email of its domain goes through ${identity.ConfigurationSetName}: aws sesv2 put-email-identity-configuration-set-attributes --email-identity ${EmailIdentity}`,
          ),
    ];
  },
});

/** Senders are as many as the setting allows for: fewer leave SES unused, more are throttled. */
const rate = (perSecond: string, allowed = 0) =>
  Number(perSecond) === allowed
    ? right(`emailsPerSecond is ${perSecond}`)
    : wrong(`emailsPerSecond is ${perSecond}, and SES lets the account send ${allowed} a second: set it, and deploy`);

const account = ({ output }: DeployedStage): Check => ({
  about: 'SES account',
  look: async () => {
    const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await new SESv2Client().send(
      new GetAccountCommand(),
    );
    return [
      ProductionAccessEnabled
        ? right(`out of the sandbox: ${SendQuota?.MaxSendRate} emails a second, ${SendQuota?.Max24HourSend} a day`)
        : wrong(
            'in the sandbox, mail goes to verified addresses only: ask for production access (SES console, Account dashboard)',
          ),
      rate(output('EmailsPerSecond'), SendQuota?.MaxSendRate),
      SendingEnabled
        ? right('sending is enabled')
        : wrong('sending is paused: see why in the SES console, and enable it there'),
      EnforcementStatus === 'HEALTHY'
        ? right('its reputation is healthy')
        : wrong(`its status is ${EnforcementStatus}: see the Reputation metrics and the open case in the SES console`),
    ];
  },
});

export const mailChecks = (deployed: DeployedStage): Check[] => [sender(deployed), account(deployed)];
