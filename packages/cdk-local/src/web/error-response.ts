import { BodyTooLarge } from './request.ts';
import type { HttpReply } from './response.ts';

/** What is said when answering failed; what we did not foresee goes to the console of the run as well. */
export const replyToFailure = (error: unknown): HttpReply => {
  if (error instanceof BodyTooLarge) return { status: 413, headers: { connection: 'close' } };
  console.error(error);
  return { status: 500, headers: { connection: 'close' } };
};
