import { operations } from '#core/contract/operations.ts';
import { listMemberRows, membersCsv } from '#core/members/csv.ts';
import { listMembers } from '#core/members/list.ts';
import { csvAnswer, wantsCsv } from '#functions/endpoint/csv-answer.ts';
import { seal } from '#functions/endpoint/cursor-seal.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.listMembers, (request) => {
  const { params, query } = request;
  return wantsCsv(request)
    ? csvAnswer(query, (asked) => listMemberRows(params, asked, request, seal), membersCsv)
    : listMembers(params, query, request, seal);
});
