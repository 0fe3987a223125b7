import { Annotations, type App, Aws, CfnOutput, type Environment, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { OutputName } from '#core/deployment.ts';
import { consoleBuckets } from '#lib/console/buckets.ts';
import { consoleDistribution, type Firewall } from '#lib/console/distribution.ts';
import { deadLetterQueue } from '#lib/data/dead-letter-queue.ts';
import { type EmailQueues, emailQueues } from '#lib/data/email-queues.ts';
import { googleClientSecret, linkSecret, originSecret, secretReference } from '#lib/data/secrets.ts';
import { invitationsTable } from '#lib/data/table.ts';
import { dnsRecords } from '#lib/email/dns-records.ts';
import { type Email, email } from '#lib/email/email-identity.ts';
import { senderDomain } from '#lib/email/sender-domain.ts';
import { apiDomain, httpApi } from '#lib/http/http-api.ts';
import { alarmTopic } from '#lib/monitoring/alarm-topic.ts';
import { secretNames } from '#lib/settings/resource-names.ts';
import { notSet } from '#lib/settings/schema.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { hostedLoginUrl, redirectUris } from '#lib/sign-in/hosted-login.ts';
import { type SignIn, signIn } from '#lib/sign-in/sign-in.ts';

type StateStackProps = {
  readonly settings: StageSettings;
  readonly env: Environment;
  /** ARN of the web application firewall, if there is one. */
  readonly webAclArn: string | undefined;
};

/**
 * The stateful stack, which must never be lost or replaced: table, user pool and sessions, secrets, dead-letter queue,
 * email identity, and the domains that emails, DNS and scripts contain.
 */
export class StateStack extends Stack {
  readonly table: Table;
  readonly signIn: SignIn;
  readonly linkSecret: Secret;
  readonly email: Email;
  readonly api: HttpApi;
  readonly consoleFiles: IBucket;
  readonly deadLetterQueue: Queue;
  readonly emailQueues: EmailQueues;
  readonly alarmTopic: Topic;
  /** Origin of the console, used in invitation links and redirect URIs. */
  readonly baseUrl: string;
  /** All origins of the console, starting with `baseUrl`. */
  readonly origins: readonly [string, ...string[]];

  constructor(app: App, { settings, env, webAclArn }: StateStackProps) {
    super(app, `invitations-${settings.stage}-state`, {
      env,
      description: 'Invitations: stateful resources (table, user pool, secrets, email identity, domains)',
      terminationProtection: settings.keepState,
    });
    this.linkSecret = linkSecret(this, settings);
    this.email = email(this, settings);
    this.deadLetterQueue = deadLetterQueue(this, settings);
    this.emailQueues = emailQueues(this, settings);
    this.alarmTopic = alarmTopic(this, settings, `invitations-${settings.stage}-alarms`);
    this.api = httpApi(this, settings);
    const ownApiDomain = apiDomain(this, settings);
    const buckets = consoleBuckets(this, settings);
    this.consoleFiles = buckets.files;
    const firewall = webAclArn ? this.firewall(webAclArn, settings) : undefined;
    const console = consoleDistribution(this, { settings, buckets, api: this.api, firewall });
    // CloudFront switches to the new endpoint of the API before the old one is disabled.
    if (firewall) this.api.node.addDependency(console);
    const origin = `https://${console.distributionDomainName}`;
    this.baseUrl = settings.baseUrl || origin;
    // A console that was opened on another domain still signs in there, CloudFront's own included.
    const others = [settings.otherBaseUrl, settings.consoleCertificateArn && origin].filter(Boolean);
    this.origins = [this.baseUrl, ...others];
    this.signIn = signIn(this, {
      settings,
      googleClientSecret: googleClientSecret(this, settings),
      origins: this.origins,
      after: [this.email.identity, console, ...(ownApiDomain ? [ownApiDomain] : [])],
    });
    this.table = this.tableAfterAll(settings);
    const { identity } = this.email;
    const { ownLogin } = this.signIn;
    const records = dnsRecords(settings, { console, apiDomain: ownApiDomain, ownLogin, identity });
    this.addOutputs(settings, {
      DnsRecords: this.toJsonString(records),
      ConsoleDistributionId: console.distributionId,
    });
    this.exportAlways(console);
    if (settings.googleClientId === notSet && settings.stage !== 'local')
      Annotations.of(this).addWarningV2(
        'invitations:googleClientId',
        'googleClientId is not set: sign-in does not work.',
      );
    if (!settings.waf && settings.keepState)
      Annotations.of(this).addWarningV2(
        'invitations:firewall',
        'waf is off: no limit per client protects console and API. It needs apiDomain, account and region.',
      );
  }

  private firewall(webAclArn: string, settings: StageSettings): Firewall {
    const { secretArn } = originSecret(this, settings);
    return { webAclArn, originSecret: secretReference(secretArn, settings.originSecretVersion, 'sent') };
  }

  /** Creates the table after everything else, so that a failed first deployment has no protected table to roll back. */
  private tableAfterAll(settings: StageSettings): Table {
    const before = [...this.node.children];
    const table = invitationsTable(this, settings);
    table.node.addDependency(...before);
    return table;
  }

  private addOutputs(
    settings: StageSettings,
    more: Readonly<Record<'DnsRecords' | 'ConsoleDistributionId', string>>,
  ): void {
    // Behind the firewall the API is reachable through the console's origin only.
    const ownApiUrl = settings.apiDomain ? `https://${settings.apiDomain}` : this.api.apiEndpoint;
    const outputs = {
      ...more,
      ConsoleUrl: this.baseUrl,
      ApiUrl: settings.waf ? this.baseUrl : ownApiUrl,
      HostedLoginUrl: hostedLoginUrl(settings, Aws.REGION),
      GoogleRedirectUri: redirectUris(settings, Aws.REGION).join(' '),
      GoogleClientSecretName: secretNames(settings.stage).googleClient,
      LinkSecretName: secretNames(settings.stage).link,
      SenderIdentity: senderDomain(settings),
      ConfigurationSetName: this.email.configurationSet.configurationSetName,
      TableName: this.table.tableName,
      UserPoolId: this.signIn.pool.ref,
      ClientId: this.signIn.clientId,
      EmailDeadLetterQueueUrl: this.emailQueues.deadLetters.queueUrl,
      EmailsPerSecond: String(settings.emailsPerSecond),
      FailureQueueUrl: this.deadLetterQueue.queueUrl,
      AlarmTopicArn: this.alarmTopic.topicArn,
    } satisfies Record<OutputName, string> & Record<string, string>;
    for (const [id, value] of Object.entries(outputs)) new CfnOutput(this, id, { value });
  }

  /**
   * Exports values that the other stack imports with some settings only. CloudFormation can't remove an imported export,
   * so exports must not depend on settings.
   */
  private exportAlways({ distributionDomainName }: Distribution): void {
    for (const value of [distributionDomainName, this.alarmTopic.topicArn]) this.exportValue(value);
  }
}
