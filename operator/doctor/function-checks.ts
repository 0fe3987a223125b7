import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  type LambdaClientConfig,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { consumers } from '#core/deployment.ts';
import { type Check, right, rightUnless, warning } from './finding.ts';
import type { DeployedStage } from './stage.ts';

const consumer = (FunctionName: string): Check => ({
  about: FunctionName,
  look: async () => {
    const { EventSourceMappings = [] } = await new LambdaClient().send(
      new ListEventSourceMappingsCommand({ FunctionName }),
    );
    const [mapping] = EventSourceMappings;
    const { State, LastProcessingResult = '', UUID } = mapping ?? {};
    const faults = [
      mapping === undefined && 'its event source mapping is missing: deploy again',
      State !== 'Enabled' &&
        `its event source mapping is ${State}: aws lambda update-event-source-mapping --uuid ${UUID} --enabled`,
      LastProcessingResult.startsWith('PROBLEM') && `reports ${LastProcessingResult}: check its log`,
    ];
    return [rightUnless(faults, 'reads its event source')];
  },
});

// A new account may have 10, too few for several people at once.
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const fewest = 1_000;

const accountLimit = async (): Promise<number> => {
  const { AccountLimit } = await new LambdaClient().send(new GetAccountSettingsCommand());
  return AccountLimit?.ConcurrentExecutions ?? 0;
};

const concurrency: Check = {
  about: 'Lambda',
  look: async () => {
    const limit = await accountLimit();
    const fault = `the account's concurrency is ${limit}: request 1,000 (Service Quotas, AWS Lambda, Concurrent executions)`;
    return [rightUnless([limit < fewest && fault], `the account's concurrency is ${limit}`)];
  },
};

/** Checks that what works long has reserved concurrency; all of these functions have the same. */
const longWork = ({ stage }: DeployedStage): Check => ({
  about: 'batches and exports',
  look: async () => {
    const FunctionName = `invitations-${stage}-send-invitations`;
    const { ReservedConcurrentExecutions } = await new LambdaClient().send(
      new GetFunctionConcurrencyCommand({ FunctionName }),
    );
    if (ReservedConcurrentExecutions !== undefined)
      return [right(`each function has a reserved concurrency of ${ReservedConcurrentExecutions}`)];
    const limit = await accountLimit();
    const next =
      limit < fewest
        ? `the account's ${limit} do not allow a reserve yet`
        : `put reservedConcurrency into the stage's file and deploy; the account's ${limit} allow it`;
    return [warning(`those of one organization can use up the concurrency of all others: ${next}`)];
  },
});

/** Checks that a dead-letter queue is empty. `settings` are those of a local run's clients. */
export const deadLetterQueueCheck = (
  queueUrl: () => string,
  replay: string,
  settings: Pick<LambdaClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
  about = 'dead-letter queue',
): Check => ({
  about,
  look: async () => {
    const asked = { QueueUrl: queueUrl(), AttributeNames: ['ApproximateNumberOfMessages' as const] };
    const { Attributes } = await new SQSClient(settings).send(new GetQueueAttributesCommand(asked));
    const count = Number(Attributes?.ApproximateNumberOfMessages);
    const fault = `${count} messages: fix the reason in each of them, then ${replay}`;
    return [rightUnless([count !== 0 && fault], 'is empty')];
  },
});

export const functionChecks = (deployed: DeployedStage): Check[] => {
  const { stage, output } = deployed;
  return [
    ...consumers.map((name) => consumer(`invitations-${stage}-${name}`)),
    deadLetterQueueCheck(() => output('FailureQueueUrl'), `npm run replay -- --stage ${stage}`),
    deadLetterQueueCheck(
      () => output('EmailDeadLetterQueueUrl'),
      `npm run replay -- --stage ${stage}`,
      {},
      'email dead-letter queue',
    ),
    concurrency,
    longWork(deployed),
  ];
};
