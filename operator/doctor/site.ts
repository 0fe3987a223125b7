/** What browsers and callers of a deployment see of it: origins, without a slash at the end. */
export type Site = {
  readonly consoleUrl: string;
  readonly apiUrl: string;
  /** The one that the console uses first. */
  readonly hostedLoginUrls: readonly string[];
  /** The console, to the hosted login. */
  readonly clientId: string;
  /** What the address begins with at which people sign in. */
  readonly google: string;
};

const longestMilliseconds = 15_000;

/** Asks for a page as it is: who sends it elsewhere is not followed. */
export const get = async (url: string | URL): Promise<Response> => {
  try {
    return await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(longestMilliseconds) });
  } catch (error) {
    // What fetch says of a connection is in the cause.
    throw new Error(`${url} is not reached`, { cause: error instanceof TypeError ? error.cause : error });
  }
};

/** Answered with another status than it should be. */
export const otherStatus = ({ status, url }: Response, expected: number): string | undefined =>
  status === expected ? undefined : `${url} answers ${status}, not ${expected}`;
