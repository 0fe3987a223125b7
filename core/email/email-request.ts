import * as z from 'zod/mini';

/** A request for the nth email of an invitation, as the email queue carries it: ids only, nothing personal. */
export const emailRequest = z.strictObject({
  organizationId: z.string(),
  invitationId: z.string(),
  /** 1 for the first email of the invitation. */
  sendNumber: z.int().check(z.positive()),
  /** The API request that asked for it. */
  requestId: z.string(),
});

export type EmailRequest = z.infer<typeof emailRequest>;
