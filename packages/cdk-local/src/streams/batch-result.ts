import * as z from 'zod';
import type { Outcome } from '../functions/execution-environment.ts';

/** What a function made of a batch: all of it, or all before the record at `from`, whose number is the lowest failed. */
export type BatchResult =
  | { readonly kind: 'handled' }
  | { readonly kind: 'failed'; readonly from: number }
  | { readonly kind: 'error' };

const batchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable();

const reported = (payload: string, sequenceNumbers: readonly string[]): BatchResult => {
  const parsed = batchResponse.safeParse(JSON.parse(payload));
  if (!parsed.success) return { kind: 'error' };
  const failures = parsed.data?.batchItemFailures ?? [];
  if (failures.length === 0) return { kind: 'handled' };
  const positions = failures.map(({ itemIdentifier }) => sequenceNumbers.indexOf(itemIdentifier));
  // A number that isn't in the batch, or none at all, fails the whole of it.
  return positions.includes(-1) ? { kind: 'error' } : { kind: 'failed', from: Math.min(...positions) };
};

/** Reads a function's answer to a batch as Lambda does, with or without `ReportBatchItemFailures`. */
export const batchResultOf = (
  outcome: Outcome,
  sequenceNumbers: readonly string[],
  reportsItemFailures: boolean,
): BatchResult => {
  if (outcome.error) return { kind: 'error' };
  return reportsItemFailures ? reported(outcome.payload, sequenceNumbers) : { kind: 'handled' };
};
