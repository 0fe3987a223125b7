import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';

type SdkError = Parameters<typeof isThrottlingError>[0];

// The SDK's type has a narrower `cause` than Error.
const isSdkError = (error: unknown): error is SdkError => error instanceof Error;

/** Returns whether AWS throttled a call, as the SDK classifies errors. */
export const isThrottled = (error: unknown): boolean => isSdkError(error) && isThrottlingError(error);

/** Returns whether a failed AWS call may succeed later: throttling, or a failure of the service or the network. */
export const isTemporary = (error: unknown): boolean =>
  isThrottled(error) || (isSdkError(error) && (isTransientError(error) || isServerError(error)));
