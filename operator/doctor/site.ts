/** The public origins of a deployment, without a trailing slash. */
export type Site = {
  readonly consoleUrl: string;
  readonly apiUrl: string;
  /** Starting with the one that the console uses. */
  readonly hostedLoginUrls: readonly string[];
  /** The console's client at the hosted login. */
  readonly clientId: string;
  /** Prefix of Google's sign-in URL. */
  readonly google: string;
};

const timeoutMilliseconds = 15_000;

/** Requests a page without following redirects. */
export const get = async (url: string | URL): Promise<Response> => {
  try {
    return await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMilliseconds) });
  } catch (error) {
    // fetch has the details of a connection error in the cause.
    throw new Error(`${url} can't be reached`, { cause: error instanceof TypeError ? error.cause : error });
  }
};

/** Returns the problem with a response that has another status, or undefined. */
export const otherStatus = ({ status, url }: Response, expected: number): string | undefined =>
  status === expected ? undefined : `${url} returns ${status} instead of ${expected}`;
