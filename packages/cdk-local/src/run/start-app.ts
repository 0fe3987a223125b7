import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CdkApp, synthesize } from '../assembly/synthesize.ts';
import type { Intercept } from '../aws/fault-injection.ts';
import type { SiteOverrides } from '../cloudfront/site.ts';
import { startTableEngine, type TableEngine } from '../dynamodb/engine.ts';
import { checkEngineFile } from '../dynamodb/engine-file.ts';
import type { TransactionKeys } from '../iam/table-accesses.ts';
import { listenOnLocalhost } from '../web/listen.ts';
import { json, send } from '../web/response.ts';
import { type Cleanup, createCleanup } from './cleanup.ts';
import { type ClockState, clockFrom } from './clock.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import type { Handler } from './origin-handler.ts';
import { toStartError } from './runner-database.ts';
import { type Seed, seedOnce } from './seed-once.ts';
import { serveTemplate } from './serve-template.ts';
import { waitUntilFree } from './wait-until-free.ts';

export type AppOptions = {
  /** Options for synthesizing the CDK app, or the folder of a synthesized app. */
  readonly app: CdkApp | string;
  /** Port on localhost; 0 takes any free one. @default 3000 */
  readonly port?: number | undefined;
  /** Folder that stores everything. @default '.cdk-local' */
  readonly data?: string | undefined;
  /** Empties the folder first. @default false */
  readonly fresh?: boolean | undefined;
  /** Environment variables to replace in the functions that have them, after seeding. @default none */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Members to replace in JSON files of the website. @default none */
  readonly siteOverrides?: SiteOverrides | undefined;
  /** Fills new tables before `startApp` resolves. Runs again at the next start if it was interrupted. @default nothing */
  readonly seed?: Seed | undefined;
  /** Endpoint of a running DynamoDB. @default the embedded DynamoDB */
  readonly dynamodbEndpoint?: string | undefined;
  /** A controllable clock, for tests that run the app in their own process. @default the machine's clock */
  readonly clock?: ClockState | undefined;
  /** Other clocks for some functions, by function name. @default none */
  readonly functionClocks?: Readonly<Record<string, ClockState>> | undefined;
  /** Injects faults into AWS calls of functions, for tests that run the app in their own process. @default none */
  readonly intercept?: Intercept | undefined;
  /** The partition keys that IAM sees at an action of a transaction, which AWS does not document. @default 'step' */
  readonly transactionKeys?: TransactionKeys | undefined;
  /** Receives one line per failure. @default console.error */
  readonly report?: ((line: string) => void) | undefined;
};

/** A running CDK app. */
export type RunningApp = {
  /** Origin of website, API, sign-in and inbox, without trailing slash. */
  readonly url: string;
  /** Endpoint of the emulated AWS services, for SDK clients. */
  readonly awsEndpoint: string;
  /** The data folder. */
  readonly data: string;
  /** Resolves with a message if the app can't continue. */
  readonly failed: Promise<string>;
  /** Waits up to ten seconds for pending requests, then stops everything. */
  readonly stop: () => Promise<void>;
};

const defaultData = '.cdk-local';
const drainMilliseconds = 10_000;

const respondStarting: Handler = async (_, response) =>
  send(response, json(503, { message: 'The local run is starting.' }));

const startEngine = async ({ tableFile }: DataFolder, { dynamodbEndpoint }: AppOptions): Promise<TableEngine> => {
  await waitUntilFree(() => checkEngineFile(tableFile));
  return startTableEngine(tableFile, dynamodbEndpoint);
};

const start = async (options: AppOptions, cleanup: Cleanup): Promise<RunningApp> => {
  const { app, report = console.error, fresh = false } = options;
  let handler = respondStarting;
  const listening = await listenOnLocalhost(options.port ?? 3000, (request, response) => {
    handler(request, response).catch((error: unknown) => {
      report(`${request.method} ${request.url?.split('?')[0]} failed: ${error}`);
      response.destroy();
    });
  });
  cleanup.add(listening.close);
  const folder = await openDataFolder(options.data ?? defaultData, fresh);
  cleanup.add(() => folder.database.close());
  const url = `http://localhost:${listening.port}`;
  const starting = startEngine(folder, options);
  cleanup.add(async () => (await starting).stop());
  const [assembly, engine] = await Promise.all([typeof app === 'string' ? app : synthesize(app), starting]);
  const served = await serveTemplate({
    assembly,
    engine,
    folder,
    origin: url,
    fresh,
    siteOverrides: options.siteOverrides,
    report,
    clock: clockFrom(options.clock),
    functionClocks: options.functionClocks,
    intercept: options.intercept,
    transactionKeys: options.transactionKeys,
    cleanup,
  });
  handler = served.handle;
  const { awsEndpoint } = served;
  if (options.seed) await seedOnce(folder.database, served.identity, () => options.seed?.({ url, awsEndpoint }));
  await served.override(options.environment ?? {});
  writeFileSync(folder.runningFile, JSON.stringify({ url, awsEndpoint, pid: process.pid }));
  cleanup.add(() => rmSync(folder.runningFile, { force: true }));
  cleanup.add(() => Promise.all([listening.settle(drainMilliseconds), served.settle(drainMilliseconds)]));
  cleanup.add(listening.stopAccepting);
  return { url, awsEndpoint, data: folder.path, failed: engine.failed, stop: cleanup.all };
};

/** Starts a CDK app on this machine. Stops everything again and throws `StartError` if that fails. */
export const startApp = async (options: AppOptions): Promise<RunningApp> => {
  const cleanup = createCleanup();
  try {
    return await start(options, cleanup);
  } catch (error) {
    await cleanup.all();
    throw toStartError(resolve(options.data ?? defaultData), error);
  }
};
