import * as z from 'zod/mini';
import { invitationStatus, rejectedAddress } from './invitation.ts';
import { rejectedMember } from './member-changes.ts';
import { type ProblemCode, problems } from './problems.ts';

/** All problem codes of the API. */
export const problemCode = z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]);

/** Members of every problem (RFC 9457). */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: problemCode,
  requestId: z.string(),
});

/** Additional members of some problems. */
export const problemFacts = {
  invalid_request: z.object({ errors: z.array(z.object({ path: z.string(), message: z.string() })) }),
  invitation_not_pending: z.object({ invitationStatus }),
  email_mismatch: z.object({ maskedEmail: z.string() }),
  team_not_found: z.object({ teamIds: z.optional(z.array(z.string())) }),
  resend_too_soon: z.object({ retryAfter: z.int().check(z.minimum(1)) }),
  recipient_limit_reached: z.object({ retryAfter: z.int().check(z.minimum(1)) }),
  resend_limit_reached: z.object({ limit: z.int() }),
  requested_recently: z.object({ retryAfter: z.int().check(z.minimum(1)) }),
  nothing_changed: z.object({ results: z.array(rejectedMember) }),
  nothing_invited: z.object({ results: z.array(rejectedAddress) }),
} satisfies Partial<Record<ProblemCode, z.ZodMiniObject>>;

/** API Gateway's own response, without a function. */
export const gatewayAnswer = z.object({ message: z.string() });
