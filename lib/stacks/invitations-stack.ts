import { type App, Aws, CfnOutput, type Environment, Stack } from 'aws-cdk-lib';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { EnvironmentName } from '#core/deployment.ts';
import { consoleFiles } from '#lib/console/files.ts';
import { emailSender, emailSenders } from '#lib/data/email-sender.ts';
import { lookedUpSecret } from '#lib/data/secrets.ts';
import { changeFilters, mailFilters, tableReader } from '#lib/data/stream-consumers.ts';
import { deliveryFeedback } from '#lib/email/delivery-feedback.ts';
import type { Bundles } from '#lib/functions/bundle-functions.ts';
import { deployedFunctions, type FunctionName, isOperation } from '#lib/functions/deployed-functions.ts';
import { behindFirewall, environments } from '#lib/functions/environments.ts';
import { nodeFunction } from '#lib/functions/node-function.ts';
import { rights } from '#lib/functions/permissions.ts';
import { policyStatements } from '#lib/functions/policy-statements.ts';
import { routes } from '#lib/http/http-api.ts';
import { monitoring } from '#lib/monitoring/monitoring.ts';
import { auditRecorderRole, functionPrefix, secretNames } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import type { StateStack } from './state-stack.ts';

type InvitationsStackProps = {
  readonly settings: StageSettings;
  readonly env: Environment;
  readonly state: StateStack;
  readonly bundles: Bundles;
  /** Where the built console lies. */
  readonly consoleFolder: string;
};

const readersOfChanges: readonly FunctionName[] = ['queueEmails', 'recordChanges'];

const reservedConcurrency = (name: FunctionName, settings: StageSettings) => {
  if (settings.readerConcurrency === 0) return {};
  if (readersOfChanges.includes(name)) return { reservedConcurrency: settings.readerConcurrency };
  // At least what the queue may invoke, or Lambda throttles it.
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
  return name === 'sendInvitationEmail' ? { reservedConcurrency: emailSenders(settings) } : {};
};

type FunctionOf = (name: FunctionName) => LambdaFunction;

/** What can be thrown away and made anew: functions, routes, the console's files, readers of the table's changes. */
export class InvitationsStack extends Stack {
  constructor(app: App, props: InvitationsStackProps) {
    const { settings, env, state } = props;
    super(app, `invitations-${settings.stage}`, {
      env,
      description: 'Invitations: what runs (API, functions, readers of the table)',
    });
    this.addStackDependency(state);
    const functionOf = this.addFunctions(props);
    if (!settings.restoring) this.addReaders(state, settings, functionOf);
    const { api, failureQueue } = state;
    deliveryFeedback(this, {
      settings,
      configurationSet: state.email.configurationSet,
      recorder: functionOf('recordDelivery'),
      failureQueue,
    });
    const { clientId } = state.signIn;
    const userPoolId = state.signIn.pool.ref;
    const accessLog = routes(this, { api, settings, userPoolId, clientId, handlerOf: functionOf });
    this.allowSignInTrigger(state, functionOf('preTokenGeneration'));
    consoleFiles(this, {
      settings,
      origins: state.origins,
      userPoolId,
      clientId,
      folder: props.consoleFolder,
      bucket: state.consoleFiles,
    });
    const { dashboardName } = monitoring(this, { settings, state, accessLog, functionOf });
    new CfnOutput(this, 'DashboardUrl', {
      value: `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}#dashboards/dashboard/${dashboardName}`,
    });
    if (settings.commit) new CfnOutput(this, 'Commit', { value: settings.commit });
    new CfnOutput(this, 'CreateOrganizationFunction', { value: functionOf('createOrganization').functionName });
  }

  private addFunctions({ settings, state, bundles }: InvitationsStackProps): FunctionOf {
    const values: Record<EnvironmentName, string> = {
      TABLE_NAME: state.table.tableName,
      INVITATION_LIFETIME_SECONDS: String(settings.invitationLifetimeSeconds),
      RESEND_PAUSE_SECONDS: String(settings.resendPauseSeconds),
      BASE_URL: state.baseUrl,
      PRODUCT_NAME: settings.productName,
      SENDER_EMAIL: settings.senderEmail,
      LINK_SECRET_ID: state.linkSecret.secretArn,
      CONFIGURATION_SET: state.email.configurationSet.configurationSetName,
      USER_POOL_ID: state.signIn.pool.ref,
      FAILURE_QUEUE_URL: state.failureQueue.queueUrl,
      EMAIL_QUEUE_URL: state.emailQueues.emails.queueUrl,
      EMAIL_QUEUE_ARN: state.emailQueues.emails.queueArn,
      EMAIL_DEAD_LETTER_QUEUE_URL: state.emailQueues.deadLetters.queueUrl,
      EMAIL_DEAD_LETTER_QUEUE_ARN: state.emailQueues.deadLetters.queueArn,
      FUNCTION_PREFIX: functionPrefix(settings.stage),
      // By its name: an import would keep the firewall from being turned off.
      ORIGIN_SECRETS: lookedUpSecret(secretNames(settings.stage).origin, settings.originSecretVersion).unsafeUnwrap(),
    };
    const functions = new Map<FunctionName, LambdaFunction>();
    for (const deployed of deployedFunctions) {
      const { name } = deployed;
      const bundle = bundles.get(name);
      if (bundle === undefined) throw new Error(`${name} has not been bundled.`);
      const variables = [...environments[name], ...(settings.waf && isOperation(name) ? behindFirewall : [])];
      const environment = Object.fromEntries(variables.map((variable) => [variable, values[variable]]));
      const statements = policyStatements(rights[name], { state, settings });
      const fn = nodeFunction(this, {
        deployed,
        bundle,
        settings,
        environment,
        statements,
        ...(name === 'recordChanges' && { roleName: auditRecorderRole(settings.stage) }),
        ...reservedConcurrency(name, settings),
      });
      functions.set(name, fn);
    }
    return (name) => {
      const fn = functions.get(name);
      if (fn === undefined) throw new Error(`${name} is not deployed.`);
      return fn;
    };
  }

  private addReaders(state: StateStack, settings: StageSettings, functionOf: FunctionOf): void {
    const { table, failureQueue } = state;
    tableReader(this, 'EmailReader', {
      reader: functionOf('queueEmails'),
      table,
      failureQueue,
      filters: mailFilters,
      batchSize: 100,
      // At once, because someone waits for the email.
      batchWindowSeconds: 0,
    });
    emailSender(this, settings, state.emailQueues.emails, functionOf('sendInvitationEmail'));
    const recorder = functionOf('recordChanges');
    tableReader(this, 'ChangeReader', {
      reader: recorder,
      table,
      failureQueue,
      filters: changeFilters,
      batchSize: 100,
      batchWindowSeconds: 0,
    });
  }

  /**
   * The pool names its trigger before this stack exists; here the function lets it in.
   * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  private allowSignInTrigger(state: StateStack, trigger: LambdaFunction): void {
    new CfnPermission(this, 'SignInTrigger', {
      action: 'lambda:InvokeFunction',
      functionName: trigger.functionArn,
      principal: 'cognito-idp.amazonaws.com',
      sourceArn: state.signIn.pool.attrArn,
    });
  }
}
