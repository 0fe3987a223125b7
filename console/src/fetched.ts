import { ApiProblem, unreachable } from './api/api-problem.ts';

const notLoaded = (): ApiProblem =>
  new ApiProblem(0, {
    code: 'unreachable',
    title: 'Part of this page didn’t load',
    detail: 'Check your internet connection, then reload the page.',
  });

const notYetFetched = new Set<() => Promise<unknown>>();

/**
 * A file of the console, fetched when it is first asked for. Browsers keep a failed import for as long as the page is
 * open, so none is begun without a network: it would fail with it, too. Rejects with `ApiProblem`.
 */
export const fetchedOnce = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let fetched = false;
  const file = async (): Promise<T> => {
    if (!fetched && !navigator.onLine) throw unreachable();
    const loaded = await load().catch(() => {
      throw notLoaded();
    });
    fetched = true;
    notYetFetched.delete(file);
    return loaded;
  };
  notYetFetched.add(file);
  return file;
};

/** Fetches all files of the console that are known of and not there yet, and what those name in turn. */
export const fetchAhead = async (): Promise<void> => {
  const known = [...notYetFetched];
  if (known.length === 0) return;
  const fetched = await Promise.allSettled(known.map((file) => file()));
  // The failure is reported where the module is used.
  if (fetched.every(({ status }) => status === 'fulfilled')) await fetchAhead();
};
