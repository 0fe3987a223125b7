import * as z from 'zod/mini';
import { id, instant, namedTeams, pathId, role } from './fields.ts';
import type { RejectionCode } from './problems.ts';

export const invitationStatus = z.enum(['pending', 'accepted', 'expired', 'revoked']);
export type InvitationStatus = z.infer<typeof invitationStatus>;

export const delivery = z.enum(['queued', 'sent', 'delivered', 'bounced', 'complained', 'failed']);

/** Maximum number of emails per invitation, including the first. */
export const emailsPerInvitation = 5;

/** A person. Invitations by operators have the product itself, without a user id. */
export const person = z.object({ userId: z.optional(id), name: z.string(), email: z.string() });
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
  sentCount: z.int().check(z.minimum(1)),
  lastSentAt: instant,
  delivery,
  deliveryReason: z.optional(z.string()),
  acceptedAt: z.optional(instant),
  acceptedBy: z.optional(person),
  revokedAt: z.optional(instant),
  revokedBy: z.optional(person),
  newInvitationRequestedAt: z.nullable(instant),
});
export type Invitation = z.infer<typeof invitation>;

const rejection = { email: z.string(), outcome: z.literal('rejected'), detail: z.string() };

/** The rejection of one address. */
export const rejectedAddress = z.discriminatedUnion('code', [
  z.object({ ...rejection, code: z.literal('already_invited'), invitationId: id }),
  z.object({ ...rejection, code: z.literal('pending_limit_reached'), limit: z.int() }),
  z.object({
    ...rejection,
    code: z.enum(['invalid_email', 'domain_not_allowed', 'already_member', 'try_again'] satisfies RejectionCode[]),
  }),
]);
export type RejectedAddress = z.infer<typeof rejectedAddress>;

/** The result for one address. `email` is normalized, or the trimmed input if invalid. */
export const invitationResult = z.discriminatedUnion('outcome', [
  z.object({ email: z.string(), outcome: z.literal('invited'), invitation }),
  z.object({ email: z.string(), outcome: z.literal('would_invite') }),
  rejectedAddress,
]);
export type InvitationResult = z.infer<typeof invitationResult>;

export const invitationResults = z.object({
  results: z.array(invitationResult),
  /** Of a dry run. */
  emailsLeftToday: z.optional(z.nullable(z.int().check(z.nonnegative()))),
});

const addressCount = 'must have 1 to 1,000 addresses';

export const newInvitations = z.strictObject({
  emails: z.array(z.string()).check(z.minLength(1, addressCount), z.maxLength(1000, addressCount)),
  role,
  teamIds: z.optional(namedTeams),
  dryRun: z.optional(z.boolean()),
});

export const invitationPreview = z.object({
  organizationName: z.string(),
  invitedBy: z.object({ name: z.string() }),
  role,
  maskedEmail: z.string(),
  expiresAt: instant,
});

export const newInvitationRequest = z.object({ organizationName: z.string(), requestedAt: instant });

export const invitationLink = z.strictObject({ token: z.string() });
export type InvitationLink = z.output<typeof invitationLink>;
export const acceptance = z.xor(
  [invitationLink, z.strictObject({ invitationId: pathId, organizationId: pathId })],
  'must be either { token } or { invitationId, organizationId }',
);
