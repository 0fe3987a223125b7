import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { OutputName } from '#core/deployment.ts';
import { type Finding, right, wrong } from './finding.ts';
import type { Site } from './site.ts';

/** A deployed stage, from the outputs of its stacks. */
export type DeployedStage = {
  readonly stage: string;
  /** Returns a stack output. Throws if it is missing. */
  readonly output: (name: OutputName) => string;
  /** True if the stage retains its data. False for dev. */
  readonly keepsState: boolean;
  /** The topic of the alarms on CloudFront. Undefined without such alarms. */
  readonly edgeAlarmTopicArn: string | undefined;
};

/** The region of CloudFront's metrics and alarms. */
export const edgeRegion = 'us-east-1';

const describe = async (StackName: string, region?: string): Promise<Stack | undefined> => {
  try {
    const client = new CloudFormationClient(region ? { region } : {});
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0];
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
};

const completed = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;

const findingOf = (name: string, stack: Stack | undefined, stage: string): Finding => {
  const deploy = `npx cdk deploy --all -c stage=${stage}`;
  if (stack === undefined)
    return wrong(`${name} does not exist: ${deploy} creates it; if it was deployed, check AWS_REGION and the account`);
  return completed.test(stack.StackStatus ?? '')
    ? right(`${name} is ${stack.StackStatus}`)
    : wrong(`${name} is ${stack.StackStatus}: see its events in the CloudFormation console, then ${deploy}`);
};

type Stacks = { readonly findings: readonly Finding[]; readonly deployed: DeployedStage | undefined };

/** Reads the stage's stacks. `deployed` is undefined if one is missing. */
export const readStacks = async (stage: string): Promise<Stacks> => {
  const names = [`invitations-${stage}-state`, `invitations-${stage}`];
  const [stacks, edgeAlarms] = await Promise.all([
    Promise.all(names.map((name) => describe(name))),
    describe(`invitations-${stage}-edge-alarms`, edgeRegion),
  ]);
  const findings = names.map((name, n) => findingOf(name, stacks[n], stage));
  if (stacks.includes(undefined)) return { findings, deployed: undefined };
  const outputs = new Map(
    stacks.flatMap((stack) => (stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
  );
  const output = (name: OutputName): string => {
    const value = outputs.get(name);
    if (value === undefined) throw new Error(`The output ${name} is missing: deploy again.`);
    return value;
  };
  const keepsState = stacks[0]?.EnableTerminationProtection === true;
  const edgeAlarmTopicArn = edgeAlarms?.Outputs?.find(
    ({ OutputKey }) => OutputKey === 'EdgeAlarmTopicArn',
  )?.OutputValue;
  return { findings, deployed: { stage, output, keepsState, edgeAlarmTopicArn } };
};

/** Returns the origins from the outputs. */
export const siteOf = ({ output }: DeployedStage, google: string): Site => ({
  consoleUrl: output('ConsoleUrl'),
  apiUrl: output('ApiUrl'),
  hostedLoginUrls: output('GoogleRedirectUri')
    .split(' ')
    .map((uri) => new URL(uri).origin),
  clientId: output('ClientId'),
  google,
});
