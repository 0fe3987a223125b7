import type { Operation } from './operation.ts';
import { type ProblemCode, type ProblemKind, problems } from './problems.ts';

const codesOf = ({ method, caller, problems: own }: Operation): readonly ProblemCode[] => [
  'invalid_request',
  // Also for operations without a body, which accept only an empty object. The body of a GET is ignored.
  ...(method === 'GET' ? [] : (['invalid_json', 'body_too_large'] as const)),
  ...(caller === 'member' || caller === 'admin' ? (['organization_not_found'] as const) : []),
  ...(caller === 'admin' ? (['forbidden'] as const) : []),
  ...own,
  'internal_error',
  'try_again',
];

/** Returns every problem code of an operation with its status: its own codes and the shared ones. */
export const problemsOf = (operation: Operation): ReadonlyMap<ProblemCode, number> => {
  // A body may also come with an operation on one team, whose id is in the path.
  const namesTeamsInBody = operation.body !== undefined && !operation.path.includes('{teamId}');
  return new Map(
    codesOf(operation).map((code) => {
      const { status, statusInBody = status }: ProblemKind = problems[code];
      return [code, namesTeamsInBody ? statusInBody : status];
    }),
  );
};
