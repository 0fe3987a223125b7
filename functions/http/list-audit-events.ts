import { listAuditEvents } from '#core/audit/list.ts';
import { operations } from '#core/contract/operations.ts';
import { seal } from '../cursor-seal.ts';
import { endpoint } from '../endpoint.ts';

export const handler = endpoint(operations.listAuditEvents, (request) =>
  listAuditEvents(request.params.organizationId, request.query, request, seal),
);
