import { ApiProblem } from '#console/api/api-problem.ts';
import type { InvitationResult } from '#core/contract/invitation.ts';

/** Addresses of one request, and the key that it always has, however often it is sent. */
export type Part = { readonly emails: readonly string[]; readonly key: string };

// Small enough that progress is seen and no request takes long; places under the plan's limit still fill in the order given.
const emailsInPart = 100;

export const partsOf = (emails: readonly string[], newKey: () => string): Part[] =>
  Array.from({ length: Math.ceil(emails.length / emailsInPart) }, (_, index) => ({
    emails: emails.slice(index * emailsInPart, (index + 1) * emailsInPart),
    key: newKey(),
  }));

type Sending = {
  readonly post: (part: Part) => Promise<InvitationResult[]>;
  readonly onAnswer: (part: Part, results: readonly InvitationResult[]) => void;
  /** Pause before a request without a response is repeated, in milliseconds. */
  readonly pauseMilliseconds?: number;
};

const repeats = 2;

// The key makes it harmless to repeat a request that may have worked.
const mayHaveBeenLost = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);

/** Sends one part after the other. Rejects with the first failure that stays: parts answered until then are done, the others can be sent again. */
export const sendInParts = async (
  parts: readonly Part[],
  { post, onAnswer, pauseMilliseconds = 1000 }: Sending,
): Promise<void> => {
  const attempt = async (part: Part, left: number): Promise<InvitationResult[]> => {
    try {
      return await post(part);
    } catch (error) {
      if (left === 0 || !mayHaveBeenLost(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds * (repeats - left + 1)));
      return attempt(part, left - 1);
    }
  };
  for (const part of parts) onAnswer(part, await attempt(part, repeats));
};
