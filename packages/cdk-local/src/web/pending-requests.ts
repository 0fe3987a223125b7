import type { RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { json, send } from './response.ts';

export type PendingRequests = {
  /** Returns the same listener with its requests tracked. */
  readonly track: (listener: RequestListener) => RequestListener;
  /**
   * Waits up to this long until all requests have a response. The others then get 503 with API Gateway's message. From
   * now on, responses close their connections.
   */
  readonly settle: (milliseconds: number) => Promise<void>;
};

/** Time for clients to read their last responses. */
const writingMilliseconds = 500;
const pauseMilliseconds = 10;

const unavailable = json(503, { message: 'Service Unavailable' }, { 'content-type': 'application/json' });

/** Tracks the requests of one or more listeners. */
export const pendingRequests = (): PendingRequests => {
  const pending = new Set<ServerResponse>();
  let isDraining = false;

  const closeAfterResponse = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };
  const waitForPending = async (milliseconds: number): Promise<void> => {
    const deadline = Date.now() + milliseconds;
    while (pending.size > 0 && Date.now() < deadline) await sleep(pauseMilliseconds);
  };

  return {
    track: (listener) => (request, response) => {
      pending.add(response);
      response.on('close', () => pending.delete(response));
      if (isDraining) closeAfterResponse(response);
      listener(request, response);
    },
    settle: async (milliseconds) => {
      isDraining = true;
      for (const response of pending) closeAfterResponse(response);
      await waitForPending(milliseconds);
      for (const response of pending) if (!response.headersSent) send(response, unavailable);
      await waitForPending(writingMilliseconds);
    },
  };
};
