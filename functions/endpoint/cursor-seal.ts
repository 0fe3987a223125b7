import { cursorSeal } from '#core/table/cursor.ts';
import { secretKeys } from '#functions/aws/secret-keys.ts';

export const seal = cursorSeal(secretKeys);
