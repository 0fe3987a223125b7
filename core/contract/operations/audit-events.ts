import * as z from 'zod/mini';
import { auditCategory, auditEvent } from '#core/contract/audit-event.ts';
import { emailField } from '#core/contract/email-field.ts';
import { type Instant, organizationParams, pageOf, pageQuery, pathId } from '#core/contract/fields.ts';
import { type Operation, operation } from '#core/contract/operation.ts';
import { organizationPath } from './organizations.ts';

const moment = z.pipe(
  z.iso.datetime('must be a UTC time such as 2026-11-01T00:00:00Z'),
  z.transform((text) => new Date(text).toISOString() as Instant),
);

const auditQuery = z
  .extend(pageQuery, {
    category: z.optional(auditCategory),
    email: z.optional(emailField),
    invitationId: z.optional(pathId),
    actorId: z.optional(pathId),
    from: z.optional(moment),
    to: z.optional(moment),
  })
  .check(
    z.refine(
      ({ category, email, invitationId }) =>
        [category, email, invitationId].filter((filter) => filter !== undefined).length <= 1,
      'name at most one of category, email and invitationId',
    ),
  );

export const auditEventOperations = {
  listAuditEvents: operation({
    method: 'GET',
    path: `${organizationPath}/audit-events`,
    summary: 'The audit log, newest first.',
    caller: 'admin',
    params: organizationParams,
    query: auditQuery,
    body: undefined,
    answers: { 200: pageOf(auditEvent) },
    csv: true,
    problems: ['invalid_cursor'],
  }),
} as const satisfies Record<string, Operation>;
