import type { Outcome } from './in-turn.ts';

/** Something that is done to several, one after the other, as far as it is. */
export type Run<T> = Outcome<T> & { readonly total: number; readonly isOver: boolean };

/** Verb forms for an action in progress ("Revoking") and one that is done ("revoked"). */
export type RunVerb = { readonly doing: string; readonly done: string };

/** Describes the progress or the result of a run. A stopped run leaves some items unchanged. */
export const runWords = ({ total, done, failures, left, isOver }: Run<unknown>, verb: RunVerb): string => {
  if (!isOver) return `${verb.doing} ${done} of ${total}…`;
  const changed = `${done - failures.length} of ${total} ${verb.done}.`;
  if (left.length === 0) return changed;
  return `${changed} ${left.length === 1 ? '1 was left as it was' : `${left.length} were left as they were`}.`;
};
