import * as z from 'zod';
import { id, instant, namedTeams, pathId, role } from './fields.ts';
import { rejections } from './problems.ts';

export const invitationStatus = z.enum(['pending', 'accepted', 'expired', 'revoked']);
export type InvitationStatus = z.infer<typeof invitationStatus>;

export const delivery = z.enum(['queued', 'sent', 'delivered', 'bounced', 'complained', 'failed']);

/** Who did something. An operator's invitation is of the product itself, which is no user. */
export const person = z.object({ userId: id.optional(), name: z.string(), email: z.string() });
export type Person = z.infer<typeof person>;

export const invitation = z.object({
  id,
  organizationId: id,
  email: z.string(),
  role,
  teamIds: z.array(id),
  status: invitationStatus,
  invitedBy: person,
  createdAt: instant,
  expiresAt: instant,
  sentCount: z.int().min(1),
  lastSentAt: instant,
  delivery,
  deliveryReason: z.string().optional(),
  acceptedAt: instant.optional(),
  acceptedBy: person.optional(),
  revokedAt: instant.optional(),
  revokedBy: person.optional(),
});
export type Invitation = z.infer<typeof invitation>;

const rejectionCode = z.enum(Object.keys(rejections) as [keyof typeof rejections, ...(keyof typeof rejections)[]]);

/** What became of one address: in `email`, its normalized form, or the trimmed input where it is no address. */
export const invitationResult = z.discriminatedUnion('outcome', [
  z.object({ email: z.string(), outcome: z.literal('invited'), invitation }),
  z.object({ email: z.string(), outcome: z.literal('would_invite') }),
  z.object({
    email: z.string(),
    outcome: z.literal('rejected'),
    code: rejectionCode,
    detail: z.string(),
    /** The pending invitation, where the code is `already_invited`. */
    invitationId: id.optional(),
    /** The plan's limit, where the code is `pending_limit_reached`. */
    limit: z.int().optional(),
  }),
]);
export type InvitationResult = z.infer<typeof invitationResult>;

export const invitationResults = z.object({ results: z.array(invitationResult) });

export const newInvitations = z.strictObject({
  emails: z.array(z.string()).min(1).max(1000),
  role,
  teamIds: namedTeams.optional(),
  dryRun: z.boolean().optional(),
});

export const invitationPreview = z.object({
  organizationName: z.string(),
  invitedBy: z.object({ name: z.string() }),
  role,
  maskedEmail: z.string(),
  expiresAt: instant,
});

const token = z.string().max(512);
export const invitationLink = z.strictObject({ token });
export const acceptance = z.union([invitationLink, z.strictObject({ invitationId: pathId, organizationId: pathId })]);
