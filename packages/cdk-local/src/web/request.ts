import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request with its body read, as the endpoints of the local run take it. */
export type Received = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: ReadonlyMap<string, string>;
  readonly body: string;
};

export class BodyTooLarge extends Error {}

/** The body as text. Throws `BodyTooLarge` beyond `limitBytes`, having read no further. */
const readBody = async (request: IncomingMessage, limitBytes: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const cookiesOf = (header: string | undefined): ReadonlyMap<string, string> =>
  new Map(
    (header ?? '').split(';').flatMap((pair) => {
      const [name, ...value] = pair.split('=');
      return name === undefined || value.length === 0 ? [] : [[name.trim(), value.join('=').trim()] as const];
    }),
  );

/** Path and query only: the origin in `url` is a placeholder, because a Host header is no authority. */
export const urlOf = (request: IncomingMessage): URL => {
  const url = `http://localhost${request.url ?? '/'}`;
  // "OPTIONS *" and the like have no path.
  return new URL(URL.canParse(url) ? url : 'http://localhost/');
};

export const receive = async (request: IncomingMessage, limitBytes = 64 * 1024): Promise<Received> => ({
  method: request.method ?? 'GET',
  url: urlOf(request),
  headers: request.headers,
  cookies: cookiesOf(request.headers.cookie),
  body: await readBody(request, limitBytes),
});

/** The fields of a submitted form; empty when the body is something else. */
export const formOf = ({ headers, body }: Received): URLSearchParams =>
  new URLSearchParams(headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? body : '');
