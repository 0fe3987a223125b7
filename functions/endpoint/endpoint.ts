import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Operation } from '#core/contract/operation.ts';
import { presentInstant } from '#core/instant.ts';
import { cameByOurOrigin, forbidden } from './origin-secret.ts';
import { problemResponse } from './problem-response.ts';
import { type Event, type Request, readRequest } from './request.ts';
import { requestLog } from './request-log.ts';

type Answers = Operation['answers'];
type BodyOf<A extends Answers> = { [S in keyof A]: A[S] extends z.ZodMiniType ? z.input<A[S]> : undefined }[keyof A];
type Answer<O extends Operation> = (request: Request<O>) => Promise<BodyOf<O['answers']> | TextAnswer>;

/** A response in another format than JSON. */
export class TextAnswer {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(text: string, headers: Readonly<Record<string, string>>) {
    this.text = text;
    this.headers = headers;
  }
}

const response = (
  schema: z.ZodMiniType | undefined,
  statusCode: number,
  body: unknown,
): APIGatewayProxyStructuredResultV2 =>
  schema
    ? {
        statusCode,
        headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
        // Parsed by the schema, which removes internal fields.
        body: JSON.stringify(schema.parse(body)),
      }
    : { statusCode, headers: { 'cache-control': 'no-store' } };

// Middy's early timeout would respond before the work has ended. The work would continue with the next invocation, and
// write after its caller got an error. Lambda's own timeout ends the process instead.
const withoutEarlyTimeout = { timeoutEarlyInMillis: 0 };

const onlyStatus = (operation: Operation) => () => Number(Object.keys(operation.answers)[0]);

/**
 * Creates the Lambda handler of one operation: parses the request, calls `answer`, and turns errors into problem+json.
 * `statusOf` selects one of several statuses.
 */
export const endpoint = <O extends Operation>(
  operation: O,
  answer: Answer<O>,
  statusOf: (body: BodyOf<O['answers']>, request: Request<O>) => number = onlyStatus(operation),
) =>
  middy<Event, APIGatewayProxyStructuredResultV2, Error, Context>(withoutEarlyTimeout)
    .use(requestLog())
    .use({
      onError: (request) => {
        request.response = problemResponse(request.error, request.event.requestContext.requestId);
      },
    })
    .handler(async (event, context) => {
      if (!cameByOurOrigin(event.headers)) return forbidden;
      const now = presentInstant();
      const request = readRequest(operation, event, now, () => context.getRemainingTimeInMillis());
      const body = await answer(request);
      if (body instanceof TextAnswer)
        return { statusCode: 200, headers: { ...body.headers, 'cache-control': 'no-store' }, body: body.text };
      const status = statusOf(body, request);
      return response(operation.answers[status], status, body);
    });
