import * as z from 'zod';
import type { Check, Finding } from './finding.ts';

const mark = ({ isRight, isWarning }: Finding): string => {
  if (isRight === undefined) return '?';
  if (isWarning) return '!';
  return isRight ? '✓' : '✗';
};

/** Returns the first line of an error, with its cause. */
const sentenceOf = (error: unknown): string => {
  if (error instanceof z.ZodError) return 'the response has an unexpected format';
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const because = cause instanceof Error ? ` (${cause.message || (cause as NodeJS.ErrnoException).code})` : '';
  return `${message.split('\n')[0]}${because}`;
};

const lookAt = async ({ look }: Check): Promise<readonly Finding[]> => {
  try {
    return await look();
  } catch (error) {
    return [{ isRight: undefined, text: `could not be checked: ${sentenceOf(error)}` }];
  }
};

/** Runs all checks, even if some fail, and reports each finding. Returns whether all of them are right, or warnings. */
export const examine = async (checks: readonly Check[], report: (line: string) => void): Promise<boolean> => {
  const looks = checks.map((check) => ({ about: check.about, found: lookAt(check) }));
  let isRight = true;
  for (const { about, found } of looks)
    for (const finding of await found) {
      report(`${mark(finding)} ${about}: ${finding.text}`);
      isRight &&= finding.isRight === true;
    }
  return isRight;
};
