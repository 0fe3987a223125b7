import type { DomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnUserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import type { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { hostOf, type StageSettings } from './stage-settings.ts';

type Addressed = {
  readonly console: Distribution;
  readonly apiDomain: DomainName | undefined;
  readonly hostedLogin: CfnUserPoolDomain;
  readonly identity: EmailIdentity;
};

type DnsRecord = { readonly name: string; readonly type: 'CNAME'; readonly value: string };

const alias = (name: string, value: string): DnsRecord => ({ name, type: 'CNAME', value });

/** What an operator enters with whoever keeps their domains: for mail to be signed, and for each domain of their own. */
export const dnsRecords = (settings: StageSettings, { console, apiDomain, hostedLogin, identity }: Addressed) => {
  const { baseUrl, consoleCertificateArn, signInDomain } = settings;
  return [
    ...identity.dkimRecords.map(({ name, value }) => alias(name, value)),
    ...(consoleCertificateArn ? [alias(hostOf(baseUrl), console.distributionDomainName)] : []),
    ...(apiDomain ? [alias(settings.apiDomain, apiDomain.regionalDomainName)] : []),
    ...(signInDomain ? [alias(signInDomain, hostedLogin.attrCloudFrontDistribution)] : []),
  ];
};
