import {
  GetAccountSettingsCommand,
  LambdaClient,
  type LambdaClientConfig,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { consumers } from '#core/deployment.ts';
import { type Check, rightUnless } from './finding.ts';
import type { DeployedStage } from './stage.ts';

const reader = (FunctionName: string): Check => ({
  about: FunctionName,
  look: async () => {
    const { EventSourceMappings = [] } = await new LambdaClient().send(
      new ListEventSourceMappingsCommand({ FunctionName }),
    );
    const [mapping] = EventSourceMappings;
    const { State, LastProcessingResult = '', UUID } = mapping ?? {};
    const faults = [
      mapping === undefined && 'reads nothing, its event source mapping is gone: deploy again',
      State !== 'Enabled' &&
        `its event source mapping is ${State}: aws lambda update-event-source-mapping --uuid ${UUID} --enabled`,
      LastProcessingResult.startsWith('PROBLEM') && `says ${LastProcessingResult}: look at its log`,
    ];
    return [rightUnless(faults, 'reads what it should')];
  },
});

// A new account may have 10, on which a rush of invitees waits for one another.
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const fewest = 1_000;

const concurrency: Check = {
  about: 'Lambda',
  look: async () => {
    const { AccountLimit } = await new LambdaClient().send(new GetAccountSettingsCommand());
    const limit = AccountLimit?.ConcurrentExecutions ?? 0;
    const fault = `the account runs ${limit} functions at once: ask for 1,000 (Service Quotas, AWS Lambda, Concurrent executions)`;
    return [rightUnless([limit < fewest && fault], `the account runs ${limit} functions at once`)];
  },
};

/** The same on a local run, with the settings of its clients. */
export const failureQueueCheck = (
  queueUrl: () => string,
  replay: string,
  settings: Pick<LambdaClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
  about = 'failure queue',
): Check => ({
  about,
  look: async () => {
    const asked = { QueueUrl: queueUrl(), AttributeNames: ['ApproximateNumberOfMessages' as const] };
    const { Attributes } = await new SQSClient(settings).send(new GetQueueAttributesCommand(asked));
    const count = Number(Attributes?.ApproximateNumberOfMessages);
    const fault = `${count} waiting in it: mend the reason that each of them gives, then ${replay}`;
    return [rightUnless([count !== 0 && fault], 'is empty')];
  },
});

export const functionChecks = ({ stage, output }: DeployedStage): Check[] => [
  ...consumers.map((name) => reader(`invitations-${stage}-${name}`)),
  failureQueueCheck(() => output('FailureQueueUrl'), `npm run replay -- --stage ${stage}`),
  failureQueueCheck(
    () => output('EmailDeadLetterQueueUrl'),
    `npm run replay -- --stage ${stage}`,
    {},
    'email dead-letter queue',
  ),
  concurrency,
];
