import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { Problem } from '#core/problem.ts';
import type { Event } from './request.ts';

type Log = MiddlewareObj<Event, APIGatewayProxyStructuredResultV2, Error, Context>;

/** One line a request, without bodies, tokens or addresses; with the whole error where it is none of ours. */
export const requestLog = (): Log => {
  const line = (event: Event, status: number | undefined) => ({
    route: event.routeKey,
    status,
    requestId: event.requestContext.requestId,
    userId: event.requestContext.authorizer?.jwt.claims.sub,
    organizationId: event.pathParameters?.organizationId,
    invitationId: event.pathParameters?.invitationId,
  });
  return {
    after: ({ event, response }) => console.info(JSON.stringify(line(event, response?.statusCode))),
    onError: ({ event, response, error }) => {
      if (error instanceof Problem) console.info(JSON.stringify({ ...line(event, error.status), code: error.code }));
      else console.error(JSON.stringify({ ...line(event, response?.statusCode ?? 500), error: error?.stack }));
    },
  };
};
