import * as z from 'zod/mini';
import { invitationResult } from '#core/contract/invitation.ts';
import { memberResult } from '#core/contract/member-changes.ts';
import type { ProblemCode } from '#core/contract/problems.ts';

// Loose: API Gateway's own answers have a message and nothing else.
const said = z.object({
  title: z.optional(z.string()),
  detail: z.optional(z.string()),
  code: z.optional(z.string()),
  requestId: z.optional(z.string()),
  maskedEmail: z.optional(z.string()),
  /** Of addresses. */
  results: z.catch(z.optional(z.array(invitationResult)), undefined),
  /** Of members, which the API calls `results`, too. */
  memberResults: z.catch(z.optional(z.array(memberResult)), undefined),
});

/** `unreachable`: no answer came. `unknown`: one that is not the API's own. */
export type ApiProblemCode = ProblemCode | 'unreachable' | 'unknown';

/** An error response of the API, or a failed request, with text for people. */
export class ApiProblem extends Error {
  /** HTTP status, 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly requestId: string | undefined;
  /** Seconds until it may be tried again, where the API says so. */
  readonly retryAfterSeconds: number | undefined;
  readonly facts: z.infer<typeof said>;

  constructor(status: number, facts: z.infer<typeof said>, headers: Headers = new Headers()) {
    super(facts.detail ?? 'Something went wrong on our side. Try again in a moment.');
    this.status = status;
    this.code = facts.code ?? 'unknown';
    this.title = facts.title ?? (status === 401 ? 'You’re signed out' : 'Something went wrong');
    this.requestId = facts.requestId ?? headers.get('apigw-requestid') ?? undefined;
    const retryAfter = Number(headers.get('retry-after') ?? Number.NaN);
    this.retryAfterSeconds = Number.isNaN(retryAfter) ? undefined : retryAfter;
    this.facts = facts;
  }
}

export const unreachable = (): ApiProblem =>
  new ApiProblem(0, {
    code: 'unreachable',
    title: 'No connection',
    detail: 'The server can’t be reached. Check your internet connection, then try again.',
  });

/** Returns the problem in a response, from the API or from the gateway. */
export const problemOf = async (response: Response): Promise<ApiProblem> => {
  const body: unknown = await response.json().catch(() => ({}));
  const results = typeof body === 'object' && body !== null && 'results' in body ? body.results : undefined;
  const facts = said.safeParse({ ...Object(body), memberResults: results });
  return new ApiProblem(response.status, facts.success ? facts.data : {}, response.headers);
};

/** Returns true if an error is a problem with this code. */
export const isProblem = (error: unknown, code: ApiProblemCode): error is ApiProblem =>
  error instanceof ApiProblem && error.code === code;
