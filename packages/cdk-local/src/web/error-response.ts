import { BodyTooLarge } from './request.ts';
import type { HttpReply } from './response.ts';

/** Returns the response to a request whose handler threw. Logs unexpected errors. */
export const replyToFailure = (error: unknown): HttpReply => {
  if (error instanceof BodyTooLarge) return { status: 413, headers: { connection: 'close' } };
  console.error(error);
  return { status: 500, headers: { connection: 'close' } };
};
