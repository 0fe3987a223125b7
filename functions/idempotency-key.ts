import { problem } from '#core/problem.ts';

/** The Idempotency-Key of a request: 1 to 128 visible ASCII characters. Throws `invalid_request` for any other. */
export const idempotencyKey = (header: (name: string) => string | undefined): string | undefined => {
  const key = header('idempotency-key');
  if (key === undefined || /^[!-~]{1,128}$/.test(key)) return key;
  throw problem('invalid_request', {
    errors: [{ path: 'Idempotency-Key', message: 'must have 1 to 128 visible ASCII characters' }],
  });
};
