import * as z from 'zod/mini';
import { idempotencyKey as key } from '#core/contract/fields.ts';
import { problem } from '#core/problem.ts';

/** Returns the Idempotency-Key of a request. Throws `invalid_request` for an invalid one. */
export const idempotencyKey = (header: (name: string) => string | undefined): string | undefined => {
  const parsed = z.optional(key).safeParse(header('idempotency-key'));
  if (parsed.success) return parsed.data;
  throw problem('invalid_request', {
    errors: parsed.error.issues.map(({ message }) => ({ path: 'Idempotency-Key', message })),
  });
};
