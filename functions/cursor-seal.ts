import { cursorSeal } from '#core/table/cursor.ts';
import { secretKeys } from './secret-keys.ts';

export const seal = cursorSeal(secretKeys);
