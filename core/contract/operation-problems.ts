import type { Operation } from './operation.ts';
import { type ProblemCode, type ProblemKind, problems } from './problems.ts';

const codesOf = ({ method, caller, problems: own }: Operation): readonly ProblemCode[] => [
  'invalid_request',
  // Also where no body is taken: one that comes all the same has to be an empty object. A GET has none to look at.
  ...(method === 'GET' ? [] : (['invalid_json', 'body_too_large'] as const)),
  ...(caller === 'member' || caller === 'admin' ? (['organization_not_found'] as const) : []),
  ...(caller === 'admin' ? (['forbidden'] as const) : []),
  ...own,
  'internal_error',
  'try_again',
];

/** Every code that an operation can answer with the status it has there: its own codes, and those that all such operations share. */
export const problemsOf = (operation: Operation): ReadonlyMap<ProblemCode, number> =>
  new Map(
    codesOf(operation).map((code) => {
      const { status, statusInBody = status }: ProblemKind = problems[code];
      return [code, operation.body ? statusInBody : status];
    }),
  );
