import { auditCsv, mostEventsAsCsv } from '#core/audit/csv.ts';
import { listAuditEvents } from '#core/audit/list.ts';
import { operations } from '#core/contract/operations.ts';
import { seal } from '#functions/endpoint/cursor-seal.ts';
import { endpoint, TextAnswer } from '#functions/endpoint/endpoint.ts';

// A Lambda response is at most 6 MB. Events with long names and many teams reach that before the maximum number does.
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const mostBytes = 4_000_000;

/** Returns the weight of a media type in the `Accept` header, 0 if it is missing. */
const weightOf = (form: string, accept: string): number => {
  const named = accept.split(',').map((part) => part.trim().toLowerCase().split(';'));
  const [, ...parameters] = named.find(([name]) => name?.trim() === form) ?? ['', 'q=0'];
  const weight = parameters
    .map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1])
    .find((found) => found !== undefined);
  return weight === undefined ? 1 : Number(weight);
};

const wantsCsv = (accept = ''): boolean => weightOf('text/csv', accept) > weightOf('application/json', accept);

export const handler = endpoint(operations.listAuditEvents, async (request) => {
  const { params, query } = request;
  if (!wantsCsv(request.header('accept'))) return listAuditEvents(params.organizationId, query, request, seal);
  let limit = query.limit ?? mostEventsAsCsv;
  for (;;) {
    const { items, nextCursor } = await listAuditEvents(params.organizationId, { ...query, limit }, request, seal);
    const csv = auditCsv(items, query.cursor === undefined);
    const bytes = Buffer.byteLength(JSON.stringify(csv));
    if (bytes <= mostBytes || limit === 1) {
      const headers = { 'content-type': 'text/csv; charset=utf-8', ...(nextCursor && { 'next-cursor': nextCursor }) };
      return new TextAnswer(csv, headers);
    }
    limit = Math.max(1, Math.floor((0.9 * items.length * mostBytes) / bytes));
  }
});
