import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AwsCall } from './aws-call.ts';
import type { AwsResponse } from './aws-response.ts';

export type Forwarding = {
  /** Forwards a call with another access key. Resolves when the response begins; rejects without a response. */
  readonly forward: (call: AwsCall, endpoint: string) => Promise<AwsResponse>;
  readonly close: () => void;
};

// Headers that apply to one connection only.
const connectionHeaders: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host']);

const forwardedHeaders = (headers: IncomingMessage['headers']) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !connectionHeaders.has(name)));

/** Forwards calls as `accessKeyId`, with persistent connections. The emulators check no signatures. */
export const openForwarding = (accessKeyId: string): Forwarding => {
  const agent = new Agent({ keepAlive: true });
  return {
    forward: ({ headers, bytes }, endpoint) => {
      const { promise, resolve, reject } = Promise.withResolvers<AwsResponse>();
      const authorization = headers.authorization?.replace(/Credential=[^/]+/, `Credential=${accessKeyId}`);
      const forwarded = { ...forwardedHeaders(headers), authorization, 'content-length': bytes.length };
      const outgoing = httpRequest(endpoint, { method: 'POST', agent, headers: forwarded });
      outgoing.on('error', reject);
      outgoing.on('response', (response) =>
        resolve({ status: response.statusCode ?? 502, headers: forwardedHeaders(response.headers), body: response }),
      );
      outgoing.end(bytes);
      return promise;
    },
    close: () => agent.destroy(),
  };
};
