/** npm forwards a Ctrl-C that the terminal has already sent: a second signal within this time is the same one. */
const echoMilliseconds = 500;
const checkEveryMilliseconds = 100;

// A killed npm sends no signal, but its child process gets another parent.
const onOrphaned = (callback: () => void): void => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, checkEveryMilliseconds);
  timer.unref();
};

/**
 * Calls `shutDown` once, on SIGINT, SIGTERM or SIGHUP, or when the `npm start` that started this process was killed.
 * A second signal exits with code 1 at once.
 */
export const onShutdownSignal = (shutDown: () => void): void => {
  let firstSignalAt: number | undefined;
  const handle = (): void => {
    if (firstSignalAt !== undefined && performance.now() - firstSignalAt > echoMilliseconds) process.exit(1);
    if (firstSignalAt !== undefined) return;
    firstSignalAt = performance.now();
    shutDown();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handle);
  // A process that was started in another way may outlive its parent.
  if (process.env.npm_lifecycle_event === 'start') onOrphaned(() => firstSignalAt === undefined && handle());
};
