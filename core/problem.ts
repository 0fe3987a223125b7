import { type ProblemCode, problems, sentenceOf } from './contract/problems.ts';

type Facts = Readonly<Record<string, unknown>>;

/** An error for the caller: a code of the contract, with facts for the response. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly facts: Facts;

  constructor(code: ProblemCode, facts: Facts, status: number) {
    super(sentenceOf(problems[code].detail, facts));
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.facts = facts;
  }
}

/** `status` differs from the code's own if a code is used for path and body: an unknown team is 404 in one, 422 in the other. */
export const problem = (code: ProblemCode, facts: Facts = {}, status: number = problems[code].status): Problem =>
  new Problem(code, facts, status);

/** An item changed between read and write: read again. The caller gets `try_again` if that does not help. */
export class ConflictError extends Problem {
  constructor() {
    super('try_again', { retryAfter: 1 }, problems.try_again.status);
  }
}

/** An error with a message for an operator. */
export class OperatorError extends Error {}

export const noSuchOrganization = (): OperatorError => new OperatorError('There is no organization with this id.');
