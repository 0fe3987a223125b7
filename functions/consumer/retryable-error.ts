import { Problem } from '#core/problem.ts';
import { RetryableError } from '#core/retryable-error.ts';
import { isNetworkFailure } from '#functions/aws/network-failure.ts';

// Error codes of a record that a service will never accept. In a transaction they are those of a step.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
const permanentErrors = new Set([
  'ValidationException',
  'ValidationError',
  'SerializationException',
  'ItemCollectionSizeLimitExceeded',
]);

const codesOf = (error: Error): string[] => {
  const steps =
    'CancellationReasons' in error && Array.isArray(error.CancellationReasons) ? error.CancellationReasons : [];
  return [error.name, ...steps.map(({ Code }) => String(Code))];
};

/** Returns whether a retry may succeed: service errors, network failures and denied access. Other errors are permanent. */
export const isRetryable = (error: unknown): boolean => {
  if (!(error instanceof Error) || codesOf(error).some((code) => permanentErrors.has(code))) return false;
  const later = error instanceof RetryableError || error instanceof Problem;
  return later || '$metadata' in error || isNetworkFailure(error) || error.name === 'TimeoutError';
};
