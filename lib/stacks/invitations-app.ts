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
  /** @default the context of the CDK command line (`-c name=value`) */
  readonly context?: Readonly<Record<string, unknown>>;
  /** @default the output folder of the CDK command line, otherwise a temporary folder */
  readonly outdir?: string;
  /** @default `functions/` of this repository */
  readonly functionsFolder?: string;
  /**
   * Validates templates against CloudFormation's own rules, which takes most of a second.
   * @default true, unless the environment has CDK_VALIDATION=false
   */
  readonly validate?: boolean;
  /** Existing bundles, to share between stages. @default bundles the functions */
  readonly bundles?: Bundles;
  /** Folder of an existing console build. @default builds the console */
  readonly consoleFolder?: string;
  /** True if the app is synthesized for a deployment. @default true if run by the CDK command line */
  readonly toDeploy?: boolean;
};

const repository = resolve(import.meta.dirname, '../..');

// Fixed, so that the CDK command line and `npm start` get the same template.
const fixedContext = {
  // Lets S3 write its logs through the bucket's policy instead of an access control list.
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  // Fails the synthesis for templates that CloudFormation would reject.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:enable-path-metadata': false,
  'aws:cdk:version-reporting': false,
};

// The CDK command line sets this variable; `npm start` does not use it.
const isRunByCdk = () => process.env.CDK_CLI_VERSION !== undefined;

const deployable = (settings: StageSettings): StageSettings => {
  if (settings.stage !== 'local') return settings;
  throw new SettingsError('Stage "local" can\'t be deployed. Run it with npm start.');
};

/** Returns the environment of the stacks. Without account and region, the templates fit any of them. */
const environmentOf = ({ account, region }: StageSettings): Environment => ({
  ...(account && { account }),
  ...(region && { region }),
});

/** Adds the alarms on CloudFront. They read an output from another region, so the stage must name its own. */
const edgeAlarms = (app: App, settings: StageSettings, state: StateStack): void => {
  const { alarms, account, region } = settings;
  if (!alarms) return;
  if (account && region) new EdgeAlarmsStack(app, settings, state);
  else
    Annotations.of(state).addWarningV2(
      'invitations:edgeAlarms',
      'account or region is not set: there are no alarms on CloudFront.',
    );
};

/**
 * Creates the CDK app of one stage from the context: `stage` (default dev), and any setting by its name. Throws
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
  // Resolved here, because the console's build would resolve a relative path against the console's folder.
  const outdir = resolve(app.outdir);
  const bundles = props.bundles ?? (await bundleFunctions(deployedFunctions, functionsFolder, join(outdir, 'bundles')));
  const consoleFolder = props.consoleFolder ?? (await buildConsole(join(outdir, 'console')));
  // For cost reports, and to identify single resources.
  Tags.of(app).add('application', 'invitations');
  Tags.of(app).add('stage', settings.stage);
  const env = environmentOf(settings);
  const webAclArn = settings.waf ? new EdgeStack(app, settings).webAclArn : undefined;
  const state = new StateStack(app, { settings, env, webAclArn });
  new InvitationsStack(app, { settings, env, state, bundles, consoleFolder });
  edgeAlarms(app, settings, state);
  return app;
};
