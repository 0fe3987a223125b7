import { type App, Aws, CfnOutput, type Environment, Stack } from 'aws-cdk-lib';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type EnvironmentName, environment } from '#core/deployment.ts';
import { consoleFiles } from '#lib/console/files.ts';
import { emailSender, emailSenders } from '#lib/data/email-sender.ts';
import { secretReference } from '#lib/data/secrets.ts';
import { changeFilters, emailFilters, streamConsumer } from '#lib/data/stream-consumers.ts';
import { deliveryFeedback } from '#lib/email/delivery-feedback.ts';
import type { Bundles } from '#lib/functions/bundle-functions.ts';
import { deployedFunctions, type FunctionName, isOperation } from '#lib/functions/deployed-functions.ts';
import { nodeFunction } from '#lib/functions/node-function.ts';
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
  /** Folder of the console build. */
  readonly consoleFolder: string;
};

const streamConsumers: readonly FunctionName[] = ['queueEmails', 'recordChanges'];

/** The functions of the API that can work for many seconds: batches, bulk changes and exports. */
const longWork: readonly FunctionName[] = [
  'sendInvitations',
  'changeMembers',
  'listMembers',
  'listInvitations',
  'listAuditEvents',
];

const reservedConcurrency = (name: FunctionName, settings: StageSettings) => {
  if (longWork.includes(name) && settings.reservedConcurrency > 0)
    return { reservedConcurrency: settings.reservedConcurrency };
  if (settings.readerConcurrency === 0) return {};
  if (streamConsumers.includes(name)) return { reservedConcurrency: settings.readerConcurrency };
  // At least the maximum concurrency of the queue's event source. Otherwise Lambda throttles the function.
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
  return name === 'sendInvitationEmail' ? { reservedConcurrency: emailSenders(settings) } : {};
};

type FunctionOf = (name: FunctionName) => LambdaFunction;

/** The stateless stack: functions, routes, the console's files, event source mappings, alarms. */
export class InvitationsStack extends Stack {
  constructor(app: App, props: InvitationsStackProps) {
    const { settings, env, state } = props;
    super(app, `invitations-${settings.stage}`, {
      env,
      description: 'Invitations: stateless resources (API, functions, stream consumers)',
    });
    this.addStackDependency(state);
    const functionOf = this.addFunctions(props);
    if (!settings.restoring) this.addEventSources(state, settings, functionOf);
    const { api, deadLetterQueue } = state;
    deliveryFeedback(this, {
      settings,
      configurationSet: state.email.configurationSet,
      recorder: functionOf('recordDelivery'),
      deadLetterQueue,
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
      FAILURE_QUEUE_URL: state.deadLetterQueue.queueUrl,
      EMAIL_QUEUE_URL: state.emailQueues.emails.queueUrl,
      EMAIL_QUEUE_ARN: state.emailQueues.emails.queueArn,
      EMAIL_DEAD_LETTER_QUEUE_URL: state.emailQueues.deadLetters.queueUrl,
      EMAIL_DEAD_LETTER_QUEUE_ARN: state.emailQueues.deadLetters.queueArn,
      FUNCTION_PREFIX: functionPrefix(settings.stage),
      // Referenced by name: a stack import would prevent turning the firewall off.
      ORIGIN_SECRETS: secretReference(secretNames(settings.stage).origin, settings.originSecretVersion).unsafeUnwrap(),
    };
    const functions = new Map<FunctionName, LambdaFunction>();
    for (const deployed of deployedFunctions) {
      const { name } = deployed;
      const bundle = bundles.get(name);
      if (bundle === undefined) throw new Error(`${name} has not been bundled.`);
      const behindFirewall = settings.waf && isOperation(name);
      const variables = [...deployed.environment, ...(behindFirewall ? [environment.originSecrets] : [])];
      const fn = nodeFunction(this, {
        deployed,
        bundle,
        settings,
        environment: Object.fromEntries(variables.map((variable) => [variable, values[variable]])),
        statements: policyStatements(deployed.permissions, { state, settings }),
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

  private addEventSources(state: StateStack, settings: StageSettings, functionOf: FunctionOf): void {
    const { table, deadLetterQueue } = state;
    streamConsumer(this, 'EmailReader', {
      reader: functionOf('queueEmails'),
      table,
      deadLetterQueue,
      filters: emailFilters,
      batchSize: 100,
      // No window, because people wait for their emails.
      batchWindowSeconds: 0,
    });
    emailSender(this, settings, state.emailQueues.emails, functionOf('sendInvitationEmail'));
    const recorder = functionOf('recordChanges');
    streamConsumer(this, 'ChangeReader', {
      reader: recorder,
      table,
      deadLetterQueue,
      filters: changeFilters,
      batchSize: 100,
      batchWindowSeconds: 0,
    });
  }

  /**
   * Allows the user pool to invoke its trigger. The pool names the function before this stack exists.
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
