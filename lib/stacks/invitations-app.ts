import { join, resolve } from 'node:path';
import { Annotations, App, type Environment, Tags } from 'aws-cdk-lib';
import { buildConsole } from '#lib/console/build-console.ts';
import { type Bundles, bundleFunctions } from '#lib/functions/bundle-functions.ts';
import { deployedFunctions } from '#lib/functions/deployed-functions.ts';
import { contextSettings } from '#lib/settings/context-settings.ts';
import { SettingsError, type StageSettings, stageSettings } from '#lib/settings/stage-settings.ts';
import { EdgeAlarmsStack } from './edge-alarms-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { InvitationsStack } from './invitations-stack.ts';
import { StateStack } from './state-stack.ts';

export type InvitationsAppProps = {
  /** @default what the CDK command line passes on (`-c name=value`) */
  readonly context?: Readonly<Record<string, unknown>>;
  /** @default what the CDK command line asks for, else a temporary folder */
  readonly outdir?: string;
  /** @default `functions/` of this repository */
  readonly functionsFolder?: string;
  /**
   * Whether templates are checked against CloudFormation's own rules, which takes most of a second.
   * @default they are, unless the environment says CDK_VALIDATION=false
   */
  readonly validate?: boolean;
  /** Bundles made before, to share between stages. @default they are made */
  readonly bundles?: Bundles;
  /** A console built before. @default it is built */
  readonly consoleFolder?: string;
  /** Whether it may be deployed. @default whether the CDK command line asks, which can */
  readonly toDeploy?: boolean;
};

const repository = resolve(import.meta.dirname, '../..');

// The same template, whether the CDK command line or `npm start` asks for it.
const fixedContext = {
  // S3 writes its logs by the bucket's policy, not by an access control list.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  // What CloudFormation would refuse ends the synthesis.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:version-reporting': false,
};

// The command line says to the app who it is; `npm start` does not go through it.
const isRunByCdk = () => process.env.CDK_CLI_VERSION !== undefined;

const deployable = (settings: StageSettings): StageSettings => {
  if (settings.stage !== 'local') return settings;
  throw new SettingsError('Stage "local" is what npm start runs on one machine; it can\'t be deployed.');
};

/** Where the stacks stand. What isn't said is the deployment's: then the templates fit any account and region. */
const environmentOf = ({ account, region }: StageSettings): Environment => ({
  ...(account && { account }),
  ...(region && { region }),
});

/** They are in another region than the rest, so the stage must say where that is. */
const edgeAlarms = (app: App, settings: StageSettings, state: StateStack): void => {
  const { alarms, account, region } = settings;
  if (!alarms) return;
  if (account && region) new EdgeAlarmsStack(app, settings, state);
  else
    Annotations.of(state).addWarningV2(
      'invitations:edgeAlarms',
      'account or region is not set: no alarm watches CloudFront.',
    );
};

/**
 * The whole system of one stage: context `stage`, by default dev, and any setting by its name. Throws
 * `SettingsError` and `MissingHandlerError`.
 */
export const invitationsApp = async (props: InvitationsAppProps = {}): Promise<App> => {
  const { context = {}, functionsFolder = join(repository, 'functions') } = props;
  const app = new App({
    ...(props.outdir !== undefined && { outdir: props.outdir }),
    context: { ...context },
    postCliContext: fixedContext,
    analyticsReporting: false,
    ...(props.validate !== undefined && { builtinCloudFormationValidation: props.validate }),
  });
  const { stage, overrides } = contextSettings(app.node.getAllContext());
  const asked = stageSettings(stage, overrides);
  const settings = (props.toDeploy ?? isRunByCdk()) ? deployable(asked) : asked;
  // The command line names it relative to where it runs; the console's build would take it as relative to the console.
  const outdir = resolve(app.outdir);
  const bundles = props.bundles ?? (await bundleFunctions(deployedFunctions, functionsFolder, join(outdir, 'bundles')));
  const consoleFolder = props.consoleFolder ?? (await buildConsole(join(outdir, 'console')));
  // Who looks at the bill, or at a resource by itself, sees what it belongs to.
  Tags.of(app).add('application', 'invitations');
  Tags.of(app).add('stage', settings.stage);
  const env = environmentOf(settings);
  const webAclArn = settings.waf ? new EdgeStack(app, settings).webAclArn : undefined;
  const state = new StateStack(app, { settings, env, webAclArn });
  new InvitationsStack(app, { settings, env, state, bundles, consoleFolder });
  edgeAlarms(app, settings, state);
  return app;
};
