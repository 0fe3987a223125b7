import { BodyTooLarge } from './request.ts';
import type { Answer } from './response.ts';

/** What is said when answering failed; what we did not foresee goes to the console of the run as well. */
export const answerToFailure = (error: unknown): Answer => {
  if (error instanceof BodyTooLarge) return { status: 413, headers: { connection: 'close' } };
  console.error(error);
  return { status: 500, headers: { connection: 'close' } };
};
