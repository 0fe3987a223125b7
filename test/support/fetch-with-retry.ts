import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

type Request = { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string };

const mostTries = 20;

const sendsInvitations = /\/organizations\/[^/]+\/invitations$/;

/** Returns the request with an Idempotency-Key if it needs one to be repeatable. */
const repeatable = (url: string, request: Request): Request =>
  request.method === 'POST' && sendsInvitations.test(url)
    ? { ...request, headers: { 'idempotency-key': randomUUID(), ...request.headers } }
    : request;

/** Retries responses with try_again, as the contract tells clients. */
export const fetchPatiently = async (url: string, asked: Request): Promise<Response> => {
  const request = repeatable(url, asked);
  for (let tried = 1; ; tried++) {
    const response = await fetch(url, request);
    if (response.status !== 503 || tried === mostTries) return response;
    await response.body?.cancel();
    await pause(Number(response.headers.get('retry-after')) * 1000);
  }
};
