import type { Operation } from './operation.ts';
import { apiOperations } from './operations/api.ts';
import { auditEventOperations } from './operations/audit-events.ts';
import { invitationOperations } from './operations/invitations.ts';
import { meOperations } from './operations/me.ts';
import { memberOperations } from './operations/members.ts';
import { organizationOperations } from './operations/organizations.ts';
import { teamOperations } from './operations/teams.ts';

/** The HTTP API. Routes, handlers and the OpenAPI document are generated from it; names are operation ids. */
export const operations = {
  ...apiOperations,
  ...meOperations,
  ...organizationOperations,
  ...teamOperations,
  ...memberOperations,
  ...invitationOperations,
  ...auditEventOperations,
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
