import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ClockState } from '../run/clock.ts';
import { StartError } from '../run/start-error.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { type AwsAccess, environmentOf } from './environment.ts';
import { type ExecutionEnvironment, type Outcome, startExecutionEnvironment } from './execution-environment.ts';

/** Lambda's limit for the payload of a synchronous invocation. */
export const largestEventBytes = 6 * 1024 * 1024;

/** The event is larger than `largestEventBytes`. */
export class EventTooLarge extends Error {}

export type FunctionWorkers = {
  /**
   * Runs a function as Lambda does: event and response are JSON, and the template's time-out applies. Waits while all of
   * its execution environments are busy. Resolves when the function fails; rejects with `EventTooLarge`.
   */
  readonly invoke: (definition: FunctionDefinition, event: unknown) => Promise<Outcome>;
  /** Replaces environment variables of the template for all later invocations. */
  readonly override: (variables: Readonly<Record<string, string>>) => Promise<void>;
  /** Terminates the function's threads, as a crash does. Running invocations fail; the next one starts a new thread. */
  readonly kill: (definition: FunctionDefinition) => Promise<void>;
  /** Terminates all threads. Running invocations fail. */
  readonly stop: () => Promise<void>;
};

export type FunctionWorkersOptions = {
  readonly aws: AwsAccess;
  /** Clock of the functions. @default the machine's */
  readonly clock?: ClockState | undefined;
  /** Other clocks for some functions, by function name. @default none */
  readonly functionClocks?: Readonly<Record<string, ClockState>> | undefined;
  /** Folder for the functions' output, one `<name>.log` each. */
  readonly logs: string;
  /** Receives one line per failure. */
  readonly report: (line: string) => void;
};

type Pool = {
  readonly idle: ExecutionEnvironment[];
  readonly all: Set<ExecutionEnvironment>;
  readonly waiting: (() => void)[];
  busy: number;
};

const emptyPool = (): Pool => ({ idle: [], all: new Set(), waiting: [], busy: 0 });

const terminateIdle = ({ idle }: Pool): Promise<unknown> => Promise.all(idle.splice(0).map((one) => one.end()));

const terminateAll = async ({ idle, all }: Pool): Promise<void> => {
  const alive = [...all];
  idle.splice(0);
  all.clear();
  await Promise.all(alive.map((one) => one.end()));
};

export const startFunctionWorkers = ({
  aws,
  clock,
  functionClocks = {},
  logs,
  report,
}: FunctionWorkersOptions): FunctionWorkers => {
  mkdirSync(logs, { recursive: true });
  let pools = new Map<string, Pool>();
  let overrides: Readonly<Record<string, string>> = {};
  let stopped = false;

  const startOne = (definition: FunctionDefinition): ExecutionEnvironment => {
    if (stopped) throw new Error(`${definition.name} is no longer invoked: the run is stopping.`);
    if (!definition.runtime.startsWith('nodejs'))
      throw new StartError(`${definition.name} runs on ${definition.runtime}; only Node.js runs locally.`);
    return startExecutionEnvironment({
      ...definition,
      clock: functionClocks[definition.name] ?? clock,
      environment: environmentOf(definition, aws, overrides),
      logFile: join(logs, `${definition.name}.log`),
    });
  };
  const poolOf = ({ name }: FunctionDefinition): Pool => {
    const pool = pools.get(name) ?? emptyPool();
    pools.set(name, pool);
    return pool;
  };
  const acquire = async (pool: Pool, concurrency: number): Promise<void> => {
    if (pool.busy >= concurrency) await new Promise<void>((resolve) => pool.waiting.push(resolve));
    else pool.busy += 1;
  };
  // The next waiting invocation takes over the slot, so that no other one gets ahead of it.
  const release = (pool: Pool): void => {
    const next = pool.waiting.shift();
    if (next) next();
    else pool.busy -= 1;
  };
  const runIn = async (pool: Pool, definition: FunctionDefinition, event: string): Promise<Outcome> => {
    const environment = pool.idle.pop() ?? startOne(definition);
    pool.all.add(environment);
    const outcome = await environment.run(randomUUID(), event, definition.timeoutSeconds);
    const isCurrent = pools.get(definition.name) === pool;
    if (isCurrent && !environment.isDead()) pool.idle.push(environment);
    else {
      pool.all.delete(environment);
      await environment.end();
    }
    return outcome;
  };

  return {
    invoke: async (definition, event) => {
      const text = JSON.stringify(event) ?? 'null';
      if (Buffer.byteLength(text) > largestEventBytes) throw new EventTooLarge();
      const pool = poolOf(definition);
      await acquire(pool, definition.concurrency);
      try {
        const outcome = await runIn(pool, definition, text);
        if (outcome.error)
          report(`${definition.name} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
        return outcome;
      } finally {
        release(pool);
      }
    },
    override: async (variables) => {
      const earlier = pools;
      overrides = variables;
      pools = new Map();
      await Promise.all([...earlier.values()].map(terminateIdle));
    },
    kill: (definition) => terminateAll(poolOf(definition)),
    stop: async () => {
      stopped = true;
      await Promise.all([...pools.values()].map(terminateAll));
    },
  };
};
