import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { OutputName } from '#core/deployment.ts';
import { type Finding, right, wrong } from './finding.ts';
import type { Site } from './site.ts';

/** A deployed stage, by what its stacks say. */
export type DeployedStage = {
  readonly stage: string;
  /** A stack's output. Throws where there is none. */
  readonly output: (name: OutputName) => string;
  /** Whether it is one whose data must not be lost; dev can be thrown away. */
  readonly keepsState: boolean;
  /** The topic that CloudFront's alarms notify. Undefined where no alarm watches CloudFront. */
  readonly edgeAlarmTopicArn: string | undefined;
};

/** The region of everything that watches CloudFront. */
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

const settled = /^(CREATE|UPDATE|IMPORT)_COMPLETE$/;

const findingOf = (name: string, stack: Stack | undefined, stage: string): Finding => {
  const deploy = `npx cdk deploy --all -c stage=${stage}`;
  if (stack === undefined)
    return wrong(
      `${name} is not there: ${deploy} makes it; where it was made, see AWS_REGION and whose account this is`,
    );
  return settled.test(stack.StackStatus ?? '')
    ? right(`${name} is ${stack.StackStatus}`)
    : wrong(`${name} is ${stack.StackStatus}: see its events in the CloudFormation console, then ${deploy}`);
};

type Stacks = { readonly findings: readonly Finding[]; readonly deployed: DeployedStage | undefined };

/** The stage's stacks; `deployed` is undefined where one is missing. */
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

/** What the outputs say that browsers find. */
export const siteOf = ({ output }: DeployedStage, google: string): Site => ({
  consoleUrl: output('ConsoleUrl'),
  apiUrl: output('ApiUrl'),
  hostedLoginUrls: output('GoogleRedirectUri')
    .split(' ')
    .map((uri) => new URL(uri).origin),
  clientId: output('ClientId'),
  google,
});
