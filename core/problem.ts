import { type ProblemCode, problems, sentenceOf } from './contract/problems.ts';

type Facts = Readonly<Record<string, unknown>>;

/** A refusal that the caller is told: a code of the contract, and facts that go into the answer beside it. */
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

/** `status` differs from the code's own where one code serves a path and a body: an unknown team is 404 in the one, 422 in the other. */
export const problem = (code: ProblemCode, facts: Facts = {}, status: number = problems[code].status): Problem =>
  new Problem(code, facts, status);

/** What was read has changed before it was written: read again. Told as `try_again` where that doesn't help. */
export class ChangedMeanwhile extends Problem {
  constructor() {
    super('try_again', { retryAfter: 1 }, problems.try_again.status);
  }
}

/** A refusal that only an operator is told: a sentence. */
export class Refusal extends Error {}

export const noSuchOrganization = (): Refusal => new Refusal('There is no organization with this id.');
