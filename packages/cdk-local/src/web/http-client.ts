import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, Pool } from 'undici';

/** The server closed the connection before its response was complete, or there is no server. */
export class Unreachable extends Error {}

type HttpResponse = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type HttpClient = {
  /** Posts a body to the root path. Resolves with the complete response. Throws `Unreachable`. */
  readonly post: (headers: IncomingHttpHeaders, body: string | Buffer) => Promise<HttpResponse>;
  readonly close: () => Promise<void>;
};

/** Opens persistent connections to a server on this machine, which may take any time to respond. */
export const openHttpClient = (endpoint: string): HttpClient => {
  const pool = new Pool(new URL(endpoint).origin, { headersTimeout: 0, bodyTimeout: 0 });
  return {
    post: (headers, body) => {
      const { promise, resolve, reject } = Promise.withResolvers<HttpResponse>();
      const chunks: Buffer[] = [];
      let head: Omit<HttpResponse, 'body'> = { status: 502, headers: {} };
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart: () => undefined,
        onResponseStart: (_, status, received) => {
          head = { status, headers: received };
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          const [first] = chunks;
          resolve({ ...head, body: first && chunks.length === 1 ? first : Buffer.concat(chunks) });
        },
        onResponseError: (_, error) => reject(new Unreachable(error.message, { cause: error })),
      };
      pool.dispatch({ path: '/', method: 'POST', headers, body }, handler);
      return promise;
    },
    close: () => pool.destroy(),
  };
};
