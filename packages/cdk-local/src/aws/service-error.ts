/** An error of an AWS service, in the shape of the JSON protocols. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the error. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}
