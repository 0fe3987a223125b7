import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { problemFacts } from '#core/contract/problem-body.ts';
import { type ProblemCode, problems } from '#core/contract/problems.ts';
import { Problem, problem } from '#core/problem.ts';
import { TryLater } from '#core/try-later.ts';
import { isNetworkFailure } from '#functions/aws/network-failure.ts';

const defaultRetryAfterSeconds = 1;

// What services and the SDK say when it is a matter of trying again.
const passing = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'InternalServiceError',
  'ServiceUnavailable',
  'TimeoutError',
]);

/** The problem that an error is for the caller: what isn't one of ours is not told. */
const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  const passes =
    error instanceof TryLater || (error instanceof Error && (passing.has(error.name) || isNetworkFailure(error)));
  return problem(passes ? 'try_again' : 'internal_error');
};

const factsOf: Readonly<Partial<Record<ProblemCode, z.ZodMiniObject>>> = problemFacts;

/** The facts that the contract names for the code, and no others. */
const toldFacts = (code: ProblemCode, facts: Problem['facts']) => factsOf[code]?.safeParse(facts).data ?? {};

/** The answer to a request that can't be served (RFC 9457). */
export const problemResponse = (error: unknown, requestId: string): APIGatewayProxyStructuredResultV2 => {
  const { code, status, message, facts } = problemOf(error);
  const { retryAfter = status === 503 ? defaultRetryAfterSeconds : undefined } = facts;
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify({
      ...toldFacts(code, facts),
      type: `urn:partnerally:problem:${code}`,
      title: problems[code].title,
      status,
      detail: message,
      code,
      requestId,
    }),
  };
};
