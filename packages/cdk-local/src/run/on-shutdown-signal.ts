/** npm passes on a Ctrl-C that the terminal has sent already: what comes this soon is the same one. */
const echoMilliseconds = 500;
const lookEveryMilliseconds = 100;

// A killed npm tells nobody, but its child gets another parent then.
const onOrphaned = (tell: () => void): void => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    tell();
  }, lookEveryMilliseconds);
  timer.unref();
};

/**
 * Calls `end` once when this process is to end: by a signal, or because the `npm start` that it belongs to is gone.
 * Who asks a second time doesn't want to wait: the process exits with code 1 at once.
 */
export const onShutdownSignal = (end: () => void): void => {
  let firstAskedAt: number | undefined;
  const asked = (): void => {
    if (firstAskedAt !== undefined && performance.now() - firstAskedAt > echoMilliseconds) process.exit(1);
    if (firstAskedAt !== undefined) return;
    firstAskedAt = performance.now();
    end();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, asked);
  // Started in another way, it may well outlive its parent.
  if (process.env.npm_lifecycle_event === 'start') onOrphaned(() => firstAskedAt === undefined && asked());
};
