import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request with its body. */
export type Received = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: ReadonlyMap<string, string>;
  readonly body: string;
};

export class BodyTooLarge extends Error {}

/** Returns the body as text. Throws `BodyTooLarge` as soon as it exceeds `limitBytes`. */
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

/** Returns path and query of a request. The origin of the URL is a placeholder: the Host header can't be trusted. */
export const urlOf = (request: IncomingMessage): URL => {
  const url = `http://localhost${request.url ?? '/'}`;
  // "OPTIONS *" has no path.
  return new URL(URL.canParse(url) ? url : 'http://localhost/');
};

export const receive = async (request: IncomingMessage, limitBytes = 64 * 1024): Promise<Received> => ({
  method: request.method ?? 'GET',
  url: urlOf(request),
  headers: request.headers,
  cookies: cookiesOf(request.headers.cookie),
  body: await readBody(request, limitBytes),
});

/** Returns the fields of a submitted form, or none for another content type. */
export const formOf = ({ headers, body }: Received): URLSearchParams =>
  new URLSearchParams(headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? body : '');
