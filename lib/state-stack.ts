import { Annotations, type App, CfnOutput, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { consoleBuckets } from './console-buckets.ts';
import { consoleDistribution } from './console-distribution.ts';
import { dnsRecords } from './dns-records.ts';
import { type Email, email } from './email.ts';
import { apiDomain, httpApi } from './http-api.ts';
import { googleClientSecret, linkSecret } from './secrets.ts';
import { notSet } from './settings-schema.ts';
import { googleProvider, hostedLogin, userPool } from './sign-in.ts';
import type { StageSettings } from './stage-settings.ts';
import { invitationsTable } from './table.ts';

/** What must never be lost or made anew: data, people, secrets, the right to send mail, and the addresses that mails, DNS and scripts name. */
export class StateStack extends Stack {
  readonly table: Table;
  readonly userPool: CfnUserPool;
  readonly linkSecret: Secret;
  readonly email: Email;
  readonly api: HttpApi;
  readonly consoleFiles: IBucket;
  /** Origin of the console: what invitation links and sign-in's way back are made from. */
  readonly baseUrl: string;

  constructor(app: App, settings: StageSettings) {
    super(app, `invitations-${settings.stage}-state`, {
      description: 'Invitations: what is kept (table, people, secrets, mail identity, addresses)',
      terminationProtection: settings.keepState,
    });
    this.table = invitationsTable(this, settings);
    this.userPool = userPool(this, settings);
    googleProvider(this, this.userPool, googleClientSecret(this, settings), settings);
    const login = hostedLogin(this, this.userPool, settings);
    if (settings.googleClientId === notSet && settings.stage !== 'local')
      Annotations.of(this).addWarningV2('invitations:googleClientId', 'googleClientId is not set: nobody can sign in.');
    this.linkSecret = linkSecret(this, settings);
    this.email = email(this, settings);
    this.api = httpApi(this, settings);
    const buckets = consoleBuckets(this, settings);
    this.consoleFiles = buckets.files;
    const console = consoleDistribution(this, { settings, buckets, api: this.api });
    this.baseUrl = this.addressOf(console, settings);
    const { identity } = this.email;
    const records = dnsRecords(settings, {
      console,
      apiDomain: apiDomain(this, settings),
      hostedLogin: login,
      identity,
    });
    new CfnOutput(this, 'DnsRecords', { value: this.toJsonString(records) });
  }

  private addressOf({ distributionDomainName }: Distribution, { baseUrl }: StageSettings): string {
    // Exported whether it is used or not: a stage that takes up a domain of its own could not drop it in one deployment.
    this.exportValue(distributionDomainName);
    return baseUrl || `https://${distributionDomainName}`;
  }
}
