import { Aws } from 'aws-cdk-lib';
import type { DomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnUserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import type { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { consoleHosts } from '#lib/console/distribution.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { mailFromDomain, senderDomain } from './sender-domain.ts';

type DnsTargets = {
  readonly console: Distribution;
  readonly apiDomain: DomainName | undefined;
  readonly ownLogin: CfnUserPoolDomain | undefined;
  readonly identity: EmailIdentity;
};

type DnsRecord = { readonly name: string; readonly type: 'CNAME' | 'MX' | 'TXT'; readonly value: string };

/** A CNAME. At the apex of a zone it must be an ALIAS or ANAME: https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2 */
const alias = (name: string, value: string): DnsRecord => ({ name, type: 'CNAME', value });

/**
 * Returns the records for DKIM, for SPF and MX at the bounce domain, and for DMARC at the sender's domain.
 * https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
 */
const mailRecords = (settings: StageSettings, identity: EmailIdentity): DnsRecord[] => [
  ...identity.dkimRecords.map(({ name, value }) => alias(name, value)),
  { name: mailFromDomain(settings), type: 'MX', value: `10 feedback-smtp.${Aws.REGION}.amazonses.com` },
  { name: mailFromDomain(settings), type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
  // Monitoring only: other senders of the domain may not be ready for a stricter policy.
  { name: `_dmarc.${senderDomain(settings)}`, type: 'TXT', value: 'v=DMARC1; p=none' },
];

/** Returns the records that an operator creates in DNS: for email authentication, and for each custom domain. */
export const dnsRecords = (settings: StageSettings, targets: DnsTargets): DnsRecord[] => {
  const { console, apiDomain, ownLogin, identity } = targets;
  return [
    ...mailRecords(settings, identity),
    ...consoleHosts(settings).map((host) => alias(host, console.distributionDomainName)),
    ...(apiDomain ? [alias(settings.apiDomain, apiDomain.regionalDomainName)] : []),
    ...(ownLogin ? [alias(settings.signInDomain, ownLogin.attrCloudFrontDistribution)] : []),
  ];
};
