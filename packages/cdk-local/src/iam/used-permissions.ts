import { matches, matchesOne } from './conditions.ts';
import { type Access, namesAction, type Statement } from './policy.ts';

/** The smallest thing that can be granted alone: an action on a resource, and there on the partitions with this beginning. */
type Right = {
  readonly function: string;
  readonly action: string;
  readonly resource: string;
  /** Pattern of partition keys; undefined where the right holds whatever the key. */
  readonly partition?: string;
};

const leadingKeys = 'dynamodb:LeadingKeys';

const partitionsIn = ({ conditions }: Statement): readonly string[] =>
  Object.entries(conditions)
    .filter(([operator]) => operator !== 'Null')
    .flatMap(([, keys]) => keys[leadingKeys] ?? [])
    .map(String);

const permissionsIn = (name: string, statement: Statement): readonly Right[] => {
  const partitions = partitionsIn(statement);
  return statement.actions.flatMap((action) =>
    statement.resources.flatMap((resource) => {
      const right = { function: name, action, resource };
      return partitions.length === 0 ? [right] : partitions.map((partition) => ({ ...right, partition }));
    }),
  );
};

const needs = ({ action, resource, context }: Access, { partition, ...right }: Right): boolean =>
  namesAction([right.action], action) &&
  matchesOne([right.resource], resource) &&
  (partition === undefined || (context[leadingKeys] ?? []).some((key) => matches(partition, key)));

export type UsedPermissions = {
  readonly note: (name: string, statements: readonly Statement[], access: Access) => void;
  /** Every right of every function, and whether a call has needed it since the start. */
  readonly all: () => readonly (Right & { readonly used: boolean })[];
};

/** Remembers which of the rights that functions have are used. */
export const usedPermissions = (granted: ReadonlyMap<string, readonly Statement[]>): UsedPermissions => {
  const known = new Map<Statement, readonly { readonly right: Right; used: boolean }[]>();
  for (const [name, statements] of granted)
    for (const statement of statements)
      if (statement.effect === 'Allow')
        known.set(statement, [
          ...(known.get(statement) ?? []),
          ...permissionsIn(name, statement).map((right) => ({ right, used: false })),
        ]);
  return {
    note: (name, statements, access) => {
      for (const entry of statements.flatMap((statement) => known.get(statement) ?? []))
        entry.used ||= entry.right.function === name && needs(access, entry.right);
    },
    all: () => [...known.values()].flat().map(({ right, used }) => ({ ...right, used })),
  };
};
