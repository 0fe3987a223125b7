import { onShutdownSignal } from './on-shutdown-signal.ts';
import type { RunningApp } from './start-app.ts';
import { StartError } from './start-error.ts';

const fail = (error: unknown): void => {
  // Only what nobody foresaw keeps its stack.
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
};

/**
 * Runs an app as this process: prints `announce` when it has started, and stops it on a shutdown signal. Where it can't
 * start or go on, prints the sentence and exits with code 1. `start` may find that there is nothing to start.
 */
export const runProcess = (
  start: () => Promise<RunningApp> | undefined,
  announce: (app: RunningApp) => string,
): void => {
  let ending = false;
  const starting = (async () => start())();
  const run = async (): Promise<void> => {
    const app = await starting;
    if (ending || !app) return;
    console.log(announce(app));
    app.failed.then((sentence) => fail(new StartError(sentence)));
  };
  onShutdownSignal(() => {
    ending = true;
    starting
      .then((app) => app?.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  });
  run().catch(fail);
};
