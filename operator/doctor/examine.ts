import * as z from 'zod';
import type { Check, Finding } from './finding.ts';

const mark = ({ isRight }: Finding): string => {
  if (isRight === undefined) return '?';
  return isRight ? '✓' : '✗';
};

/** In one line: nobody has to read an error's many to know what is the matter. */
const sentenceOf = (error: unknown): string => {
  if (error instanceof z.ZodError) return 'its answer is not what it should be';
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const because = cause instanceof Error ? ` (${cause.message || (cause as NodeJS.ErrnoException).code})` : '';
  return `${message.split('\n')[0]}${because}`;
};

const lookAt = async ({ look }: Check): Promise<readonly Finding[]> => {
  try {
    return await look();
  } catch (error) {
    return [{ isRight: undefined, text: `could not be looked at: ${sentenceOf(error)}` }];
  }
};

/** Looks at everything, whatever fails, and says what it found, a line each. Whether all is right. */
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
