import { Aws } from 'aws-cdk-lib';
import type { DomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnUserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import type { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { consoleHosts } from '#lib/console/distribution.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { mailFromDomain, senderDomain } from './sender-domain.ts';

type Addressed = {
  readonly console: Distribution;
  readonly apiDomain: DomainName | undefined;
  readonly ownLogin: CfnUserPoolDomain | undefined;
  readonly identity: EmailIdentity;
};

type DnsRecord = { readonly name: string; readonly type: 'CNAME' | 'MX' | 'TXT'; readonly value: string };

/** At the top of a zone it must be an ALIAS or ANAME: https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2 */
const alias = (name: string, value: string): DnsRecord => ({ name, type: 'CNAME', value });

/**
 * DKIM signs; SPF and its MX are looked for where bounces go back to; DMARC says that the sender's domain has them.
 * https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
 */
const mailRecords = (settings: StageSettings, identity: EmailIdentity): DnsRecord[] => [
  ...identity.dkimRecords.map(({ name, value }) => alias(name, value)),
  { name: mailFromDomain(settings), type: 'MX', value: `10 feedback-smtp.${Aws.REGION}.amazonses.com` },
  { name: mailFromDomain(settings), type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
  // Asks nothing of whoever gets the mail: other senders of the domain may not be ready for more.
  { name: `_dmarc.${senderDomain(settings)}`, type: 'TXT', value: 'v=DMARC1; p=none' },
];

/** What an operator enters with whoever keeps their domains: for mail to be trusted, and for each domain of their own. */
export const dnsRecords = (settings: StageSettings, addressed: Addressed): DnsRecord[] => {
  const { console, apiDomain, ownLogin, identity } = addressed;
  return [
    ...mailRecords(settings, identity),
    ...consoleHosts(settings).map((host) => alias(host, console.distributionDomainName)),
    ...(apiDomain ? [alias(settings.apiDomain, apiDomain.regionalDomainName)] : []),
    ...(ownLogin ? [alias(settings.signInDomain, ownLogin.attrCloudFrontDistribution)] : []),
  ];
};
