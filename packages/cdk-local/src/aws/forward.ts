import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AwsCall } from './aws-call.ts';
import type { AwsResponse } from './aws-response.ts';

export type Forwarding = {
  /** Hands a call on under another access key, and answers as soon as the answer begins. Rejects when there is none. */
  readonly forward: (call: AwsCall, endpoint: string) => Promise<AwsResponse>;
  readonly close: () => void;
};

// What concerns one connection only, by HTTP.
const ofTheConnection: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host']);

const passedOn = (headers: IncomingMessage['headers']) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheConnection.has(name)));

/** Calls go on as `accessKeyId`: nobody behind checks a signature. Connections are kept. */
export const openForwarding = (accessKeyId: string): Forwarding => {
  const agent = new Agent({ keepAlive: true });
  return {
    forward: ({ headers, bytes }, endpoint) => {
      const { promise, resolve, reject } = Promise.withResolvers<AwsResponse>();
      const authorization = headers.authorization?.replace(/Credential=[^/]+/, `Credential=${accessKeyId}`);
      const onward = { ...passedOn(headers), authorization, 'content-length': bytes.length };
      const outgoing = httpRequest(endpoint, { method: 'POST', agent, headers: onward });
      outgoing.on('error', reject);
      outgoing.on('response', (answer) =>
        resolve({ status: answer.statusCode ?? 502, headers: passedOn(answer.headers), body: answer }),
      );
      outgoing.end(bytes);
      return promise;
    },
    close: () => agent.destroy(),
  };
};
