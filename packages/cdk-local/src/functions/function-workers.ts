import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ClockState } from '../run/clock.ts';
import { StartError } from '../run/start-error.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { type AwsAccess, environmentOf } from './environment.ts';
import { type EnvironmentPool, environmentPool } from './environment-pool.ts';
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

type Started = { readonly definition: FunctionDefinition; readonly pool: EnvironmentPool };

export const startFunctionWorkers = ({
  aws,
  clock,
  functionClocks = {},
  logs,
  report,
}: FunctionWorkersOptions): FunctionWorkers => {
  mkdirSync(logs, { recursive: true });
  let pools = new Map<string, Started>();
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
  const poolOf = (definition: FunctionDefinition): EnvironmentPool => {
    const pool =
      pools.get(definition.name)?.pool ?? environmentPool(definition.concurrency, () => startOne(definition));
    pools.set(definition.name, { definition, pool });
    return pool;
  };

  return {
    invoke: async (definition, event) => {
      const text = JSON.stringify(event) ?? 'null';
      if (Buffer.byteLength(text) > largestEventBytes) throw new EventTooLarge();
      const outcome = await poolOf(definition).use((environment) =>
        environment.run(randomUUID(), text, definition.timeoutSeconds),
      );
      if (outcome.error) report(`${definition.name} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
      return outcome;
    },
    override: async (variables) => {
      const earlier = pools;
      const changes = { ...overrides, ...variables };
      overrides = variables;
      const isChanged = ({ definition }: Started): boolean =>
        Object.keys(changes).some((name) => name in definition.environment);
      pools = new Map([...earlier].filter(([, started]) => !isChanged(started)));
      await Promise.all([...earlier.values()].filter(isChanged).map(({ pool }) => pool.retire()));
    },
    kill: (definition) => poolOf(definition).terminate(),
    stop: async () => {
      stopped = true;
      await Promise.all([...pools.values()].map(({ pool }) => pool.terminate()));
    },
  };
};
