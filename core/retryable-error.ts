type Options = ErrorOptions & { readonly patienceSeconds?: number };

/** Retryable error: the record can be processed later. */
export class RetryableError extends Error {
  /** Maximum age of a record with this error. @default the general maximum */
  readonly patienceSeconds: number | undefined;

  constructor(message: string, { patienceSeconds, ...options }: Options = {}) {
    super(message, options);
    this.patienceSeconds = patienceSeconds;
  }
}
