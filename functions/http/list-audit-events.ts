import { auditCsv, mostEventsAsCsv } from '#core/audit/csv.ts';
import { listAuditEvents } from '#core/audit/list.ts';
import { operations } from '#core/contract/operations.ts';
import { seal } from '../cursor-seal.ts';
import { endpoint, TextAnswer } from '../endpoint.ts';

const wantsCsv = (accept: string | undefined): boolean => /(^|[\s,])text\/csv\b/i.test(accept ?? '');

export const handler = endpoint(operations.listAuditEvents, async (request) => {
  const { params, query } = request;
  if (!wantsCsv(request.header('accept'))) return listAuditEvents(params.organizationId, query, request, seal);
  const page = { ...query, limit: query.limit ?? mostEventsAsCsv };
  const { items, nextCursor } = await listAuditEvents(params.organizationId, page, request, seal);
  return new TextAnswer(auditCsv(items, query.cursor === undefined), {
    'content-type': 'text/csv; charset=utf-8',
    ...(nextCursor && { 'next-cursor': nextCursor }),
  });
});
