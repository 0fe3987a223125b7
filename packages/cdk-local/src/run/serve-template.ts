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
import { openQueues } from '../queues/queues.ts';
import { publishEmailEvents } from '../ses/publish-email-events.ts';
import { startInbox } from '../ses/start-inbox.ts';
import { type StreamConsumers, startStreamConsumers } from '../streams/start-stream-consumers.ts';
import { eventRulesOf } from '../template/event-rules.ts';
import { eventSourceMappingsOf } from '../template/event-source-mappings.ts';
import { type FunctionDefinition, functionsOf } from '../template/functions.ts';
import { type Resources, readResources } from '../template/resources.ts';
import { routesOf } from '../template/routes.ts';
import { tablesOf } from '../template/tables.ts';
import { type SignInDefinition, signInOf } from '../template/user-pool.ts';
import { type Listening, listenOnLocalhost } from '../web/listen.ts';
import type { Cleanup } from './cleanup.ts';
import type { Clock } from './clock.ts';
import type { DataFolder } from './data-folder.ts';
import { type Handler, originHandler } from './origin-handler.ts';

export type Parts = {
  /** Folder of the synthesized CDK app. */
  readonly assembly: string;
  readonly engine: TableEngine;
  readonly folder: DataFolder;
  /** Where browsers come in. */
  readonly origin: string;
  /** Whether tables are made anew, at an engine whose file isn't ours, too. */
  readonly fresh: boolean;
  readonly siteOverrides: SiteOverrides | undefined;
  readonly report: (line: string) => void;
  readonly clock: Clock;
  readonly functionClocks: FunctionWorkersOptions['functionClocks'];
  readonly intercept: Intercept | undefined;
  /** Gets all that has to be ended. */
  readonly cleanup: Cleanup;
};

export type Served = {
  readonly handle: Handler;
  readonly awsEndpoint: string;
  readonly override: FunctionWorkers['override'];
  /** Ends when no call to the AWS endpoint is being answered any more; see `PendingRequests`. */
  readonly settle: Listening['settle'];
  /** Names the tables: others after they were made anew. */
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

// What is under way may end by itself, but Ctrl-C doesn't wait for a function that hangs.
const endWithGrace = async (feed: StreamConsumers, workers: FunctionWorkers): Promise<void> => {
  const grace = setTimeout(() => void workers.stop(), graceMilliseconds);
  await feed.stop();
  clearTimeout(grace);
};

// DynamoDB Local keeps the tables of each access key apart: so runs on different folders don't meet there.
const accessKeyOfRun = ({ path }: DataFolder): string =>
  `local${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;

/** Serves everything that the template describes. Throws `StartError` for what it can't. */
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
  cleanup,
}: Parts): Promise<Served> => {
  const { database, logs } = folder;
  const { now, hands } = clock;
  let answerAws: Handler | undefined;
  const aws = await listenOnLocalhost(0, (request, response) => void answerAws?.(request, response));
  cleanup.add(aws.close);
  const awsUrl = `http://127.0.0.1:${aws.port}`;
  const resources = readResources(assembly, { origin, awsEndpoint: awsUrl });
  const functions = functionsOf(resources);
  const routes = routesOf(resources, functions);
  const userPool = signInOf(resources, functions);
  const bus = openEventBus(database, eventRulesOf(resources, functions));
  const taken = publishEmailEvents(bus, resources);
  const inbox = await startInbox({ database, account: sesAccount(resources), taken, now });
  cleanup.add(inbox.stop);
  const accessKeyId = accessKeyOfRun(folder);
  const { accessKeyOf, callerOf } = functionCredentials(functions);
  const workers = startFunctionWorkers({
    aws: { endpoint: awsUrl, accessKeyOf },
    clock: hands,
    functionClocks,
    logs,
    report,
  });
  const { invoke, override, kill } = workers;
  cleanup.add(workers.stop);
  const queues = openQueues(database, resources);
  const shared = { resources, database, accessKeyId, report, cleanup };
  const tables = await serveTables({ ...shared, engine, tables: tablesOf(resources), clock, fresh });
  const signIn = userPool && (await startSignIn({ origin, database, now, ...poolOptions(userPool, invoke) }));
  const cognitoAdmin = signIn?.cognitoAdmin;
  const endpoints = { dynamodb: engine.endpoint, ses: inbox.endpoint };
  const behind = { functions, invoke, queues, cognitoAdmin, callerOf, endpoints };
  const { answer, rights } = serveAws({ ...shared, ...behind, intercept, kill });
  answerAws = answer;
  const mappings = eventSourceMappingsOf(resources, functions);
  const { streams: client, engineArn, identify } = tables;
  const told = { invoke, sendMessage: queues.send, report };
  const feed = startStreamConsumers({ client, database, mappings, engineArn, identify, now, ...told });
  cleanup.add(() => endWithGrace(feed, workers));
  tables.trimWith(feed);
  cleanup.add(bus.start(told));
  const gateway = httpGateway({ routes, invoke, keys: signIn?.keys ?? (() => ({ keys: [] })), now });
  const site = siteAt(resources, gateway, { origin, overrides: siteOverrides });
  const parts = { pool: userPool?.pool, inbox, signIn, gateway, rights, ...site };
  return {
    handle: originHandler({ url: origin, awsEndpoint: awsUrl, ...parts }),
    awsEndpoint: awsUrl,
    override,
    settle: aws.settle,
    identity: tables.identity,
  };
};
