import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { idOrAbsent } from '#core/contract/fields.ts';
import { Problem } from '#core/problem.ts';
import { errorFacts, logLine, type Metric } from './log-line.ts';
import type { Event } from './request.ts';

type Log = MiddlewareObj<Event, APIGatewayProxyStructuredResultV2, Error, Context>;

// A caller can put anything into a path, an invitation token too: only what can be an id is written down.
const idOf = (text: string | undefined) => text && idOrAbsent(text);

/** One line a request, without bodies, tokens or addresses; with the whole error where it is none of ours. */
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
        const refused: Metric = { name: 'Problems', value: 1, unit: 'Count' };
        logLine('info', { ...line(event, error.status), Code: error.code }, [refused], ['Code']);
      } else logLine('error', { ...line(event, response?.statusCode ?? 500), ...errorFacts(error) });
    },
  };
};
