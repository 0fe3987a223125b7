import * as z from 'zod';
import type { Outcome } from '../functions/execution-environment.ts';

/** Result of a batch: handled, failed from the record at `from` on, or failed as a whole. */
export type BatchResult =
  | { readonly kind: 'handled' }
  | { readonly kind: 'failed'; readonly from: number }
  | { readonly kind: 'error' };

const batchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable();

const parseResponse = (payload: string, sequenceNumbers: readonly string[]): BatchResult => {
  const parsed = batchResponse.safeParse(JSON.parse(payload));
  if (!parsed.success) return { kind: 'error' };
  const failures = parsed.data?.batchItemFailures ?? [];
  if (failures.length === 0) return { kind: 'handled' };
  const positions = failures.map(({ itemIdentifier }) => sequenceNumbers.indexOf(itemIdentifier));
  // An unknown or empty sequence number fails the whole batch.
  return positions.includes(-1) ? { kind: 'error' } : { kind: 'failed', from: Math.min(...positions) };
};

/** Interprets a function's response to a batch as Lambda does, with or without `ReportBatchItemFailures`. */
export const batchResultOf = (
  outcome: Outcome,
  sequenceNumbers: readonly string[],
  reportsItemFailures: boolean,
): BatchResult => {
  if (outcome.error) return { kind: 'error' };
  return reportsItemFailures ? parseResponse(outcome.payload, sequenceNumbers) : { kind: 'handled' };
};
