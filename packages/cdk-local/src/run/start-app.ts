import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { seed } from '#operator/local-run/seed.ts';
import { synthesizedAssembly } from '../assembly/synthesize.ts';
import type { Intercept } from '../aws/fault-injection.ts';
import { startTableEngine, type TableEngine } from '../dynamodb/engine.ts';
import { checkEngineFile } from '../dynamodb/engine-file.ts';
import { listenOnLocalhost } from '../web/listen.ts';
import { json, send } from '../web/response.ts';
import { type Undo, undoList } from './cleanup.ts';
import { type ClockHands, clockWith } from './clock.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import type { Handler } from './origin-handler.ts';
import { cannotUse } from './runner-database.ts';
import { serveTemplate } from './serve-template.ts';
import { takeOnceFree } from './wait-until-free.ts';

export type LocalOptions = {
  /** 0 takes any free one. @default 3000 */
  readonly port?: number | undefined;
  /** Folder that keeps everything. @default '.local' */
  readonly data?: string | undefined;
  /** Whether the folder is emptied first. @default false */
  readonly fresh?: boolean | undefined;
  /** @default the template's */
  readonly invitationLifetimeSeconds?: number | undefined;
  /** @default the template's */
  readonly resendPauseSeconds?: number | undefined;
  /** A DynamoDB that runs already. @default one is started */
  readonly dynamodbEndpoint?: string | undefined;
  /** A synthesized CDK app. @default this repository's, synthesized for stage local */
  readonly assembly?: string | undefined;
  /** Whether Acme and Globex are there. @default true */
  readonly seeded?: boolean | undefined;
  /** What the run takes for the time, for whoever runs it in their own process. @default the machine's clock */
  readonly clock?: ClockHands | undefined;
  /** What some functions, by name, take for the time instead. @default none does */
  readonly ownClocks?: Readonly<Record<string, ClockHands>> | undefined;
  /** Spoils calls that functions make to AWS, for whoever runs it in their own process. @default none is */
  readonly intercept?: Intercept | undefined;
  /** Told of failures while it runs, a line each. @default the terminal */
  readonly report?: ((line: string) => void) | undefined;
};

/** The whole system, running. */
export type Local = {
  /** Of API, sign-in, inbox and console, without trailing slash. */
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

const defaultData = '.local';
const answeringMilliseconds = 10_000;

const notYet: Handler = async (_, response) => send(response, json(503, { message: 'The local run is starting.' }));

const overridesOf = ({ invitationLifetimeSeconds, resendPauseSeconds }: LocalOptions): Record<string, string> => ({
  ...(invitationLifetimeSeconds !== undefined && { INVITATION_LIFETIME_SECONDS: String(invitationLifetimeSeconds) }),
  ...(resendPauseSeconds !== undefined && { RESEND_PAUSE_SECONDS: String(resendPauseSeconds) }),
});

const startEngine = async ({ tableFile }: DataFolder, { dynamodbEndpoint }: LocalOptions): Promise<TableEngine> => {
  await takeOnceFree(() => checkEngineFile(tableFile));
  return startTableEngine(tableFile, dynamodbEndpoint);
};

const start = async (options: LocalOptions, undo: Undo): Promise<Local> => {
  const { report = console.error, fresh = false } = options;
  let handler = notYet;
  const listening = await listenOnLocalhost(options.port ?? 3000, (request, response) => {
    handler(request, response).catch((error: unknown) => {
      report(`${request.method} ${request.url?.split('?')[0]} failed: ${error}`);
      response.destroy();
    });
  });
  undo.add(listening.close);
  const folder = await openDataFolder(options.data ?? defaultData, fresh);
  undo.add(() => folder.database.close());
  const url = `http://localhost:${listening.port}`;
  const starting = startEngine(folder, options);
  undo.add(async () => (await starting).stop());
  const [assembly, engine] = await Promise.all([options.assembly ?? synthesizedAssembly(), starting]);
  const served = await serveTemplate({
    assembly,
    engine,
    folder,
    origin: url,
    fresh,
    resendPauseSeconds: options.resendPauseSeconds,
    report,
    clock: clockWith(options.clock),
    ownClocks: options.ownClocks,
    intercept: options.intercept,
    undo,
  });
  handler = served.handle;
  if (options.seeded ?? true) await seed({ database: folder.database, url, served });
  await served.override(overridesOf(options));
  const { awsEndpoint } = served;
  writeFileSync(folder.runningFile, JSON.stringify({ url, awsEndpoint, pid: process.pid }));
  undo.add(() => rmSync(folder.runningFile, { force: true }));
  undo.add(() => Promise.all([listening.settle(answeringMilliseconds), served.settle(answeringMilliseconds)]));
  undo.add(listening.letNobodyIn);
  return { url, awsEndpoint, data: folder.path, failed: engine.failed, stop: undo.all };
};

/**
 * Starts the whole system on this machine, as the CDK app describes it. Throws `CannotStart` with a sentence for the
 * terminal if it can't; nothing runs then.
 */
export const startLocal = async (options: LocalOptions = {}): Promise<Local> => {
  const undo = undoList();
  try {
    return await start(options, undo);
  } catch (error) {
    await undo.all();
    throw cannotUse(resolve(options.data ?? defaultData), error);
  }
};
