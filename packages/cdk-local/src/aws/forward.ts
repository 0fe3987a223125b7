import type { IncomingHttpHeaders } from 'node:http';
import { type HttpClient, openHttpClient } from '../web/http-client.ts';
import type { AwsCall } from './aws-call.ts';
import type { AwsResponse } from './aws-response.ts';

export type Forwarding = {
  /** Forwards a call with another access key. Throws `Unreachable`. */
  readonly forward: (call: AwsCall, endpoint: string) => Promise<AwsResponse>;
  readonly close: () => Promise<unknown>;
};

// Headers that apply to one connection only. The client adds its own length.
const connectionHeaders = ['connection', 'keep-alive', 'transfer-encoding', 'host', 'content-length', 'expect'];

const forwardedHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders => {
  const forwarded = { ...headers };
  for (const name of connectionHeaders) delete forwarded[name];
  return forwarded;
};

/** Forwards calls as `accessKeyId`, with persistent connections. The emulators check no signatures. */
export const openForwarding = (accessKeyId: string): Forwarding => {
  const clients = new Map<string, HttpClient>();
  const clientOf = (endpoint: string): HttpClient => {
    const client = clients.get(endpoint) ?? openHttpClient(endpoint);
    clients.set(endpoint, client);
    return client;
  };
  return {
    forward: async ({ headers, bytes }, endpoint) => {
      const authorization = headers.authorization?.replace(/Credential=[^/]+/, `Credential=${accessKeyId}`);
      const response = await clientOf(endpoint).post({ ...forwardedHeaders(headers), authorization }, bytes);
      return { ...response, headers: forwardedHeaders(response.headers) };
    },
    close: () => Promise.all([...clients.values()].map((client) => client.close())),
  };
};
