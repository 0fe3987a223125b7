/** Whether a service was not reached: ECONNRESET, ETIMEDOUT, EAI_AGAIN; not Node's own ERR_INVALID_ARG_TYPE, which is a mistake of ours. */
export const isNetworkFailure = (error: Error): boolean =>
  'code' in error && /^E(?!RR_)[A-Z_]+$/.test(String(error.code));
