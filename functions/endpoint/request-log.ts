import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { idOrAbsent } from '#core/contract/fields.ts';
import { Problem } from '#core/problem.ts';
import { errorFacts, logLine, type Metric } from './log-line.ts';
import type { Event } from './request.ts';

type Log = MiddlewareObj<Event, APIGatewayProxyStructuredResultV2, Error, Context>;

// Paths can contain anything, even an invitation token, so only valid ids are logged.
const idOf = (text: string | undefined) => text && idOrAbsent(text);

/** Logs one line per request, without bodies, tokens or addresses. Unexpected errors are logged with their stack. */
export const requestLog = (): Log => {
  const line = (event: Event, status: number | undefined) => ({
    route: event.routeKey,
    status,
    requestId: event.requestContext.requestId,
    userId: event.requestContext.authorizer?.jwt.claims.sub,
    organizationId: idOf(event.pathParameters?.organizationId),
    invitationId: idOf(event.pathParameters?.invitationId),
  });
  return {
    after: ({ event, response }) => logLine('info', line(event, response?.statusCode)),
    onError: ({ event, response, error }) => {
      if (error instanceof Problem) {
        const metric: Metric = { name: 'Problems', value: 1, unit: 'Count' };
        logLine('info', { ...line(event, error.status), Code: error.code }, [metric], ['Code']);
      } else logLine('error', { ...line(event, response?.statusCode ?? 500), ...errorFacts(error) });
    },
  };
};
