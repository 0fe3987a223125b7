import { attempt, type Refused } from '#core/table/commit.ts';
import type { Write } from '#core/table/write.ts';

/**
 * Writes what became of an email, and `more` that goes with it, with its mark on the invitation, or without it where a later email is under way, which will say for itself
 * what became of it. Answers the refusal of the first write, if it was refused.
 */
export const unlessLater = async (
  outcome: Write,
  mark: Write,
  ...more: readonly Write[]
): Promise<Refused | undefined> => {
  const refused = await attempt([outcome, mark, ...more]);
  const [alone] = refused.length === 1 && refused[0]?.write === mark ? await attempt([outcome, ...more]) : [];
  return alone ?? refused.find(({ write }) => write === outcome);
};
