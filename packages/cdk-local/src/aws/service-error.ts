/** A refusal of an AWS service, in the shape of its JSON protocols. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  /** What the error carries beside its message. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, facts: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.facts = facts;
  }
}
