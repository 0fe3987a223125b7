import * as z from 'zod';

export type GatewayResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

const structured = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

const serverHeaders = ['connection', 'content-length', 'transfer-encoding'];

/** Returns a response that API Gateway generates itself. */
export const gatewayResponse = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
): GatewayResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify({ message })),
});

const lowerCased = (headers: z.output<typeof structured>['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers ?? {})
      .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
      .filter(([name]) => !serverHeaders.includes(name)),
  );

const hasStatusCode = (value: unknown): boolean => typeof value === 'object' && value !== null && 'statusCode' in value;

/**
 * Converts a function's response (JSON, payload format 2.0). Without a status code the whole response is the body of a
 * 200. An invalid response becomes 500.
 */
export const responseOfFunction = (payload: string): GatewayResponse => {
  const value: unknown = JSON.parse(payload);
  if (!hasStatusCode(value)) {
    const body = Buffer.from(typeof value === 'string' ? value : payload);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = structured.safeParse(value);
  if (!parsed.success) return gatewayResponse(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...lowerCased(headers),
      ...(cookies && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};
