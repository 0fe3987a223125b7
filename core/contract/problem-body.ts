import * as z from 'zod/mini';
import { invitationStatus, rejectedAddress } from './invitation.ts';
import { type ProblemCode, problems } from './problems.ts';

/** Every code that the API itself answers. */
export const problemCode = z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]);

/** What every problem says (RFC 9457). */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: problemCode,
  requestId: z.string(),
});

/** What problems of some codes say beside that. */
export const problemFacts = {
  invalid_request: z.object({ errors: z.array(z.object({ path: z.string(), message: z.string() })) }),
  invitation_not_pending: z.object({ invitationStatus }),
  email_mismatch: z.object({ maskedEmail: z.string() }),
  team_not_found: z.object({ teamIds: z.optional(z.array(z.string())) }),
  resend_too_soon: z.object({ retryAfter: z.int().check(z.minimum(1)) }),
  recipient_limit_reached: z.object({ retryAfter: z.int().check(z.minimum(1)) }),
  resend_limit_reached: z.object({ limit: z.int() }),
  nothing_invited: z.object({ results: z.array(rejectedAddress) }),
} satisfies Partial<Record<ProblemCode, z.ZodMiniObject>>;

/** What API Gateway says itself, before or instead of a function. */
export const gatewayAnswer = z.object({ message: z.string() });
