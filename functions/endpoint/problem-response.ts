import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { problemFacts } from '#core/contract/problem-body.ts';
import { type ProblemCode, problems } from '#core/contract/problems.ts';
import { Problem, problem } from '#core/problem.ts';
import { RetryableError } from '#core/retryable-error.ts';
import { isNetworkFailure } from '#functions/aws/network-failure.ts';

const defaultRetryAfterSeconds = 1;

// Retryable errors of services and the SDK.
const retryable = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'InternalServerError',
  'InternalServiceError',
  'ServiceUnavailable',
  'TimeoutError',
]);

/** Returns the problem for an error. Details of other errors than problems are not exposed. */
const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  const canRetry =
    error instanceof RetryableError ||
    (error instanceof Error && (retryable.has(error.name) || isNetworkFailure(error)));
  return problem(canRetry ? 'try_again' : 'internal_error');
};

const factsOf: Readonly<Partial<Record<ProblemCode, z.ZodMiniObject>>> = problemFacts;

/** Returns only the facts that the contract defines for the code. */
const publicFacts = (code: ProblemCode, facts: Problem['facts']) => factsOf[code]?.safeParse(facts).data ?? {};

/** Returns the problem response for an error (RFC 9457). */
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
      ...publicFacts(code, facts),
      type: `urn:partnerally:problem:${code}`,
      title: problems[code].title,
      status,
      detail: message,
      code,
      requestId,
    }),
  };
};
