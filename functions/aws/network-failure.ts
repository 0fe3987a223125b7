/**
 * Returns whether an error is a network failure, such as ECONNRESET, ETIMEDOUT or EAI_AGAIN. Node's own errors, such as
 * ERR_INVALID_ARG_TYPE, are bugs.
 */
export const isNetworkFailure = (error: Error): boolean =>
  'code' in error && /^E(?!RR_)[A-Z_]+$/.test(String(error.code));
