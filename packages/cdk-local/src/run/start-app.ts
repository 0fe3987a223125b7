import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CdkApp, synthesize } from '../assembly/synthesize.ts';
import type { Intercept } from '../aws/fault-injection.ts';
import type { SiteOverrides } from '../cloudfront/site.ts';
import { startTableEngine, type TableEngine } from '../dynamodb/engine.ts';
import { checkEngineFile } from '../dynamodb/engine-file.ts';
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
  /** How the CDK app is synthesized, or the folder that holds it synthesized. */
  readonly app: CdkApp | string;
  /** 0 takes any free one. @default 3000 */
  readonly port?: number | undefined;
  /** Folder that keeps everything. @default '.cdk-local' */
  readonly data?: string | undefined;
  /** Whether the folder is emptied first. @default false */
  readonly fresh?: boolean | undefined;
  /** Replaces environment variables of functions that have them, once seeded. @default none */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Replaces members of JSON files of the website. @default none */
  readonly siteOverrides?: SiteOverrides | undefined;
  /** Fills new tables, before the start is over. A start that was killed meanwhile is followed by another call. @default nothing */
  readonly seed?: Seed | undefined;
  /** A DynamoDB that runs already. @default one is started */
  readonly dynamodbEndpoint?: string | undefined;
  /** What the run takes for the time, for whoever runs it in their own process. @default the machine's clock */
  readonly clock?: ClockState | undefined;
  /** What some functions, by name, take for the time instead. @default none does */
  readonly functionClocks?: Readonly<Record<string, ClockState>> | undefined;
  /** Spoils calls that functions make to AWS, for whoever runs it in their own process. @default none is */
  readonly intercept?: Intercept | undefined;
  /** Told of failures while it runs, a line each. @default the terminal */
  readonly report?: ((line: string) => void) | undefined;
};

/** A CDK app, running. */
export type RunningApp = {
  /** Of website, API, sign-in and inbox, without trailing slash. */
  readonly url: string;
  /** Where SDK clients find what stands in for AWS. */
  readonly awsEndpoint: string;
  /** The data folder. */
  readonly data: string;
  /** Resolves with a sentence if it can't go on. */
  readonly failed: Promise<string>;
  /** Answers what was asked already, for ten seconds at most, and ends everything that was started. */
  readonly stop: () => Promise<void>;
};

const defaultData = '.cdk-local';
const answeringMilliseconds = 10_000;

const notYet: Handler = async (_, response) => send(response, json(503, { message: 'The local run is starting.' }));

const startEngine = async ({ tableFile }: DataFolder, { dynamodbEndpoint }: AppOptions): Promise<TableEngine> => {
  await waitUntilFree(() => checkEngineFile(tableFile));
  return startTableEngine(tableFile, dynamodbEndpoint);
};

const start = async (options: AppOptions, cleanup: Cleanup): Promise<RunningApp> => {
  const { app, report = console.error, fresh = false } = options;
  let handler = notYet;
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
    cleanup,
  });
  handler = served.handle;
  const { awsEndpoint } = served;
  if (options.seed) await seedOnce(folder.database, served.identity, () => options.seed?.({ url, awsEndpoint }));
  await served.override(options.environment ?? {});
  writeFileSync(folder.runningFile, JSON.stringify({ url, awsEndpoint, pid: process.pid }));
  cleanup.add(() => rmSync(folder.runningFile, { force: true }));
  cleanup.add(() => Promise.all([listening.settle(answeringMilliseconds), served.settle(answeringMilliseconds)]));
  cleanup.add(listening.stopAccepting);
  return { url, awsEndpoint, data: folder.path, failed: engine.failed, stop: cleanup.all };
};

/** Starts a CDK app on this machine. Throws `StartError` with a sentence for the terminal if it can't; nothing runs then. */
export const startApp = async (options: AppOptions): Promise<RunningApp> => {
  const cleanup = createCleanup();
  try {
    return await start(options, cleanup);
  } catch (error) {
    await cleanup.all();
    throw toStartError(resolve(options.data ?? defaultData), error);
  }
};
