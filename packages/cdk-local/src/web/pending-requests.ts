import type { RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { json, send } from './response.ts';

export type PendingRequests = {
  /** The same listener, whose requests are counted. */
  readonly track: (listener: RequestListener) => RequestListener;
  /**
   * Waits, at most this long, until all requests are answered. Those that aren't by then get 503 in API Gateway's
   * words. From the call on, clients are told to ask nothing more on their connections.
   */
  readonly settle: (milliseconds: number) => Promise<void>;
};

/** A client that doesn't read its answer holds nothing up for longer. */
const writingMilliseconds = 500;
const pauseMilliseconds = 10;

const unavailable = json(503, { message: 'Service Unavailable' }, { 'content-type': 'application/json' });

export const pendingRequests = (): PendingRequests => {
  const underWay = new Set<ServerResponse>();
  let settling = false;

  const sayLast = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader('connection', 'close');
  };
  const untilAnswered = async (milliseconds: number): Promise<void> => {
    const deadline = Date.now() + milliseconds;
    while (underWay.size > 0 && Date.now() < deadline) await sleep(pauseMilliseconds);
  };

  return {
    track: (listener) => (request, response) => {
      underWay.add(response);
      response.on('close', () => underWay.delete(response));
      if (settling) sayLast(response);
      listener(request, response);
    },
    settle: async (milliseconds) => {
      settling = true;
      for (const response of underWay) sayLast(response);
      await untilAnswered(milliseconds);
      for (const response of underWay) if (!response.headersSent) send(response, unavailable);
      await untilAnswered(writingMilliseconds);
    },
  };
};
