import { operations } from '#core/contract/operations.ts';
import { invitationsCsv, listInvitationRows } from '#core/invitations/csv.ts';
import { listInvitations } from '#core/invitations/list.ts';
import { csvAnswer, wantsCsv } from '#functions/endpoint/csv-answer.ts';
import { seal } from '#functions/endpoint/cursor-seal.ts';
import { endpoint } from '#functions/endpoint/endpoint.ts';

export const handler = endpoint(operations.listInvitations, (request) => {
  const { params, query } = request;
  return wantsCsv(request)
    ? csvAnswer(query, (asked) => listInvitationRows(params, asked, request, seal), invitationsCsv)
    : listInvitations(params, query, request, seal);
});
