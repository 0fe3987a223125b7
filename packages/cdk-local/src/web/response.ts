import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** A response that is not yet written. */
export type HttpReply = {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
};

export const json = (status: number, value: unknown, headers: OutgoingHttpHeaders = {}): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(value),
});

export const redirect = (location: string | URL, headers: OutgoingHttpHeaders = {}): HttpReply => ({
  status: 302,
  headers: { location: String(location), 'cache-control': 'no-store', ...headers },
});

export const send = (response: ServerResponse, { status, headers = {}, body = '' }: HttpReply): void => {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body);
};
