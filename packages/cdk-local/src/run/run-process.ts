import { onShutdownSignal } from './on-shutdown-signal.ts';
import type { RunningApp } from './start-app.ts';
import { StartError } from './start-error.ts';

const fail = (error: unknown): void => {
  // An expected error is one sentence; an unexpected one keeps its stack.
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
};

/**
 * Runs an app in this process: prints `announce` when it has started and stops it on a shutdown signal. Prints the
 * message and exits with code 1 if the app can't start or continue. `start` returns undefined when there is nothing to
 * start.
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
