import { auditCsv } from '#core/audit/csv.ts';
import { listAuditEvents } from '#core/audit/list.ts';
import { operations } from '#core/contract/operations.ts';
import { csvAnswer, wantsCsv } from '#functions/endpoint/csv-answer.ts';
import { seal } from '#functions/endpoint/cursor-seal.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.listAuditEvents, (request) => {
  const { params, query } = request;
  return wantsCsv(request)
    ? csvAnswer(query, (asked) => listAuditEvents(params, asked, request, seal), auditCsv)
    : listAuditEvents(params, query, request, seal);
});
