import type { ExecutionEnvironment } from './execution-environment.ts';
import { slots } from './slots.ts';

/** The execution environments of one function. */
export type EnvironmentPool = {
  /** Runs `act` in an environment that no other call uses. Waits while `concurrency` calls run. */
  readonly use: <Result>(act: (environment: ExecutionEnvironment) => Promise<Result>) => Promise<Result>;
  /** Ends idle environments, and the others after their current call. */
  readonly retire: () => Promise<void>;
  /** Ends all environments. Running calls fail; the next one starts a new environment. */
  readonly terminate: () => Promise<void>;
};

/** A new environment costs about a tenth of a second; an idle one costs memory. */
const idleMilliseconds = 30_000;

type Idle = { readonly environment: ExecutionEnvironment; readonly expiry: NodeJS.Timeout };

/** Starts environments as they are needed, at most `concurrency`, and ends those that were idle for half a minute. */
export const environmentPool = (
  concurrency: number,
  start: () => ExecutionEnvironment,
  endAfterMilliseconds = idleMilliseconds,
): EnvironmentPool => {
  const idle: Idle[] = [];
  const all = new Set<ExecutionEnvironment>();
  const { acquire, release } = slots(concurrency);
  let retired = false;

  const takeIdle = (): ExecutionEnvironment | undefined => {
    for (let one = idle.pop(); one; one = idle.pop()) {
      clearTimeout(one.expiry);
      if (!one.environment.isDead()) return one.environment;
      all.delete(one.environment);
    }
    return undefined;
  };
  const end = async (environment: ExecutionEnvironment): Promise<void> => {
    all.delete(environment);
    await environment.end();
  };
  const expire = (environment: ExecutionEnvironment): void => {
    const position = idle.findIndex((one) => one.environment === environment);
    if (position >= 0) idle.splice(position, 1);
    void end(environment);
  };
  const giveBack = async (environment: ExecutionEnvironment): Promise<void> => {
    if (retired || environment.isDead()) return end(environment);
    const expiry = setTimeout(expire, endAfterMilliseconds, environment).unref();
    idle.push({ environment, expiry });
  };
  const endIdle = (): Promise<unknown> =>
    Promise.all(
      idle.splice(0).map(({ environment, expiry }) => {
        clearTimeout(expiry);
        return end(environment);
      }),
    );

  return {
    use: async (act) => {
      await acquire();
      try {
        const environment = takeIdle() ?? start();
        all.add(environment);
        const result = await act(environment);
        await giveBack(environment);
        return result;
      } finally {
        release();
      }
    },
    retire: async () => {
      retired = true;
      await endIdle();
    },
    terminate: async () => {
      const others = [...all].filter((environment) => !idle.some((one) => one.environment === environment));
      await endIdle();
      await Promise.all(others.map(end));
    },
  };
};
