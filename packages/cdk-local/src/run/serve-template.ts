import { createHash } from 'node:crypto';
import type { Intercept } from '../aws/fault-injection.ts';
import { serveAws } from '../aws/serve-aws.ts';
import { type SiteOverrides, siteAt } from '../cloudfront/site.ts';
import { startSignIn } from '../cognito/start-sign-in.ts';
import type { PreTokenGeneration } from '../cognito/user-pool.ts';
import type { TableEngine } from '../dynamodb/engine.ts';
import { serveTables } from '../dynamodb/serve-tables.ts';
import { openEventBus } from '../events/event-bus.ts';
import { functionCredentials } from '../functions/credentials.ts';
import {
  type FunctionWorkers,
  type FunctionWorkersOptions,
  startFunctionWorkers,
} from '../functions/function-workers.ts';
import { httpGateway } from '../gateway/http-gateway.ts';
import type { TransactionKeys } from '../iam/table-accesses.ts';
import { openQueues } from '../queues/queues.ts';
import { startQueueConsumers } from '../queues/start-queue-consumers.ts';
import { publishEmailEvents } from '../ses/publish-email-events.ts';
import { startInbox } from '../ses/start-inbox.ts';
import { type StreamConsumers, startStreamConsumers } from '../streams/start-stream-consumers.ts';
import { eventRulesOf } from '../template/event-rules.ts';
import { eventSourceMappingsOf } from '../template/event-source-mappings.ts';
import { type FunctionDefinition, functionsOf } from '../template/functions.ts';
import { queueMappingsOf } from '../template/queue-mappings.ts';
import { type Resources, readResources } from '../template/resources.ts';
import { routesOf } from '../template/routes.ts';
import { tablesOf } from '../template/tables.ts';
import { type SignInDefinition, signInOf } from '../template/user-pool.ts';
import { type Listening, listenOnLocalhost } from '../web/listen.ts';
import type { Cleanup } from './cleanup.ts';
import type { Clock } from './clock.ts';
import type { DataFolder } from './data-folder.ts';
import { type Handler, originHandler } from './origin-handler.ts';

type Options = {
  /** Folder of the synthesized CDK app. */
  readonly assembly: string;
  readonly engine: TableEngine;
  readonly folder: DataFolder;
  /** Origin that browsers use. */
  readonly origin: string;
  /** Deletes existing tables first. */
  readonly fresh: boolean;
  readonly siteOverrides: SiteOverrides | undefined;
  readonly report: (line: string) => void;
  readonly clock: Clock;
  readonly functionClocks: FunctionWorkersOptions['functionClocks'];
  readonly intercept: Intercept | undefined;
  readonly transactionKeys: TransactionKeys | undefined;
  /** Receives a step for everything that is opened. */
  readonly cleanup: Cleanup;
};

export type Served = {
  readonly handle: Handler;
  readonly awsEndpoint: string;
  readonly override: FunctionWorkers['override'];
  /** Waits for pending calls to the AWS endpoint; see `PendingRequests`. */
  readonly settle: Listening['settle'];
  /** Identifies the tables; changes when they are created again. */
  readonly identity: string;
};

const sesAccount = (resources: Resources) => ({
  configurationSets: resources.of('AWS::SES::ConfigurationSet').map(({ ref }) => ref),
  identities: resources.of('AWS::SES::EmailIdentity').map(({ ref }) => ref),
});

const preTokenGenerationBy =
  (trigger: FunctionDefinition, invoke: FunctionWorkers['invoke']): PreTokenGeneration =>
  async (event) => {
    const outcome = await invoke(trigger, event);
    if (outcome.error) throw new Error(outcome.error.errorMessage);
    return JSON.parse(outcome.payload);
  };

const poolOptions = ({ pool, trigger }: SignInDefinition, invoke: FunctionWorkers['invoke']) => ({
  pool,
  ...(trigger && { preTokenGeneration: preTokenGenerationBy(trigger, invoke) }),
});

const graceMilliseconds = 2000;

// Waits for running invocations, but Ctrl-C doesn't wait for a function that hangs.
const stopGracefully = async (consumers: StreamConsumers, workers: FunctionWorkers): Promise<void> => {
  const grace = setTimeout(() => void workers.stop(), graceMilliseconds);
  await consumers.stop();
  clearTimeout(grace);
};

// DynamoDB Local separates tables by access key, so that runs with different data folders don't share any.
const accessKeyOfRun = ({ path }: DataFolder): string =>
  `local${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;

/** Serves everything that the templates describe. Throws `StartError` for what is not supported. */
export const serveTemplate = async ({
  assembly,
  engine,
  folder,
  origin,
  fresh,
  siteOverrides = {},
  report,
  clock,
  functionClocks,
  intercept,
  transactionKeys,
  cleanup,
}: Options): Promise<Served> => {
  const { database, logs } = folder;
  const { now, state } = clock;
  let handleAws: Handler | undefined;
  const aws = await listenOnLocalhost(0, (request, response) => void handleAws?.(request, response));
  cleanup.add(aws.close);
  const awsUrl = `http://127.0.0.1:${aws.port}`;
  const resources = readResources(assembly, { origin, awsEndpoint: awsUrl });
  const functions = functionsOf(resources);
  const routes = routesOf(resources, functions);
  const userPool = signInOf(resources, functions);
  const bus = openEventBus(database, eventRulesOf(resources, functions));
  const onAccepted = publishEmailEvents(bus, resources);
  const inbox = await startInbox({ database, account: sesAccount(resources), onAccepted, now });
  cleanup.add(inbox.stop);
  const accessKeyId = accessKeyOfRun(folder);
  const { accessKeyOf, callerOf } = functionCredentials(functions);
  const workers = startFunctionWorkers({
    aws: { endpoint: awsUrl, accessKeyOf },
    clock: state,
    functionClocks,
    logs,
    report,
  });
  const { invoke, override, kill } = workers;
  cleanup.add(workers.stop);
  const queues = openQueues(database, resources, now);
  const shared = { resources, database, accessKeyId, report, cleanup };
  const tables = await serveTables({ ...shared, engine, tables: tablesOf(resources), clock, fresh });
  const signIn = userPool && (await startSignIn({ origin, database, now, ...poolOptions(userPool, invoke) }));
  const cognitoAdmin = signIn?.cognitoAdmin;
  const endpoints = { dynamodb: engine.endpoint, ses: inbox.endpoint };
  const onTableWrite = tables.streams.notify;
  const services = { functions, invoke, queues, cognitoAdmin, callerOf, endpoints, onTableWrite };
  const { handle, permissions } = serveAws({ ...shared, ...services, intercept, kill, transactionKeys });
  handleAws = handle;
  const mappings = eventSourceMappingsOf(resources, functions);
  const { streams: client, engineArn, identify } = tables;
  const delivery = { invoke, sendMessage: queues.send, report };
  const consumers = startStreamConsumers({ client, database, mappings, engineArn, identify, now, ...delivery });
  cleanup.add(() => stopGracefully(consumers, workers));
  const queueConsumers = startQueueConsumers({ queues, mappings: queueMappingsOf(resources, functions), ...delivery });
  cleanup.add(queueConsumers);
  tables.trimWith(consumers);
  cleanup.add(bus.start(delivery));
  const gateway = httpGateway({ routes, invoke, keys: signIn?.keys ?? (() => ({ keys: [] })), now });
  const site = siteAt(resources, gateway, { origin, overrides: siteOverrides });
  const parts = { pool: userPool?.pool, inbox, signIn, gateway, permissions, ...site };
  return {
    handle: originHandler({ url: origin, awsEndpoint: awsUrl, ...parts }),
    awsEndpoint: awsUrl,
    override,
    settle: aws.settle,
    identity: tables.identity,
  };
};
