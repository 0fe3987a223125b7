import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ClockState } from '../run/clock.ts';
import { StartError } from '../run/start-error.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { type AwsAccess, environmentOf } from './environment.ts';
import { type ExecutionEnvironment, type Outcome, startExecutionEnvironment } from './execution-environment.ts';

/** Lambda takes no event beyond this. */
export const largestEventBytes = 6 * 1024 * 1024;

/** The event is larger than `largestEventBytes`. */
export class EventTooLarge extends Error {}

export type FunctionWorkers = {
  /**
   * Runs a function as Lambda does: event and answer cross as JSON, the template's time-out holds. Waits while all
   * of its execution environments are busy. Rejects with `EventTooLarge`; a failing function is an outcome.
   */
  readonly invoke: (definition: FunctionDefinition, event: unknown) => Promise<Outcome>;
  /** Sets variables, where the template has them, for all invocations that begin from now on. */
  readonly override: (variables: Readonly<Record<string, string>>) => Promise<void>;
  /** Ends the function's threads where they stand, as a crash does: what they run fails, and the next invocation starts afresh. */
  readonly kill: (definition: FunctionDefinition) => Promise<void>;
  /** Ends all threads; what they run fails. */
  readonly stop: () => Promise<void>;
};

export type FunctionWorkersOptions = {
  readonly aws: AwsAccess;
  /** What functions take for the time. @default the machine's */
  readonly clock?: ClockState | undefined;
  /** Those that take another for it, by name: machines' clocks differ. @default none does */
  readonly functionClocks?: Readonly<Record<string, ClockState>> | undefined;
  /** Each function's output goes to `<name>.log` in here. */
  readonly logs: string;
  /** Told of each failure in one line. */
  readonly report: (line: string) => void;
};

type Pool = {
  readonly idle: ExecutionEnvironment[];
  readonly all: Set<ExecutionEnvironment>;
  readonly waiting: (() => void)[];
  busy: number;
};

const emptyPool = (): Pool => ({ idle: [], all: new Set(), waiting: [], busy: 0 });

const endIdle = ({ idle }: Pool): Promise<unknown> => Promise.all(idle.splice(0).map((one) => one.end()));

const endAll = async ({ idle, all }: Pool): Promise<void> => {
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
    if (stopped) throw new Error(`${definition.name} is not invoked any more: the local run is ending.`);
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
  const placeIn = async (pool: Pool, concurrency: number): Promise<void> => {
    if (pool.busy >= concurrency) await new Promise<void>((resolve) => pool.waiting.push(resolve));
    else pool.busy += 1;
  };
  // Whoever waits inherits the place, so that the count never dips and nobody overtakes.
  const leave = (pool: Pool): void => {
    const next = pool.waiting.shift();
    if (next) next();
    else pool.busy -= 1;
  };
  const runIn = async (pool: Pool, definition: FunctionDefinition, event: string): Promise<Outcome> => {
    const environment = pool.idle.pop() ?? startOne(definition);
    pool.all.add(environment);
    const outcome = await environment.run(randomUUID(), event, definition.timeoutSeconds);
    const isCurrent = pools.get(definition.name) === pool;
    if (isCurrent && !environment.isSpent()) pool.idle.push(environment);
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
      await placeIn(pool, definition.concurrency);
      try {
        const outcome = await runIn(pool, definition, text);
        if (outcome.error)
          report(`${definition.name} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
        return outcome;
      } finally {
        leave(pool);
      }
    },
    override: async (variables) => {
      const earlier = pools;
      overrides = variables;
      pools = new Map();
      await Promise.all([...earlier.values()].map(endIdle));
    },
    kill: (definition) => endAll(poolOf(definition)),
    stop: async () => {
      stopped = true;
      await Promise.all([...pools.values()].map(endAll));
    },
  };
};
