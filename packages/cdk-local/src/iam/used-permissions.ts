import { matches, matchesOne } from './conditions.ts';
import { type Access, matchesAction, type Statement } from './policy.ts';

/** The smallest unit of permission: an action on a resource, or on its partitions with this key. */
type Permission = {
  readonly function: string;
  readonly action: string;
  readonly resource: string;
  /** Pattern of partition keys; undefined for all keys. */
  readonly partition?: string;
};

const leadingKeys = 'dynamodb:LeadingKeys';

const partitionsIn = ({ conditions }: Statement): readonly string[] =>
  Object.entries(conditions)
    .filter(([operator]) => operator !== 'Null')
    .flatMap(([, keys]) => keys[leadingKeys] ?? [])
    .map(String);

const permissionsIn = (name: string, statement: Statement): readonly Permission[] => {
  const partitions = partitionsIn(statement);
  return statement.actions.flatMap((action) =>
    statement.resources.flatMap((resource) => {
      const permission = { function: name, action, resource };
      return partitions.length === 0 ? [permission] : partitions.map((partition) => ({ ...permission, partition }));
    }),
  );
};

const isUsedBy = ({ action, resource, context }: Access, { partition, ...permission }: Permission): boolean =>
  matchesAction([permission.action], action) &&
  matchesOne([permission.resource], resource) &&
  (partition === undefined || (context[leadingKeys] ?? []).some((key) => matches(partition, key)));

export type UsedPermissions = {
  readonly add: (name: string, statements: readonly Statement[], access: Access) => void;
  /** Returns all permissions of all functions, and whether a call has used each. */
  readonly all: () => readonly (Permission & { readonly used: boolean })[];
};

/** Records which permissions of functions are used. */
export const usedPermissions = (granted: ReadonlyMap<string, readonly Statement[]>): UsedPermissions => {
  const known = new Map<Statement, readonly { readonly permission: Permission; used: boolean }[]>();
  for (const [name, statements] of granted)
    for (const statement of statements)
      if (statement.effect === 'Allow')
        known.set(statement, [
          ...(known.get(statement) ?? []),
          ...permissionsIn(name, statement).map((permission) => ({ permission, used: false })),
        ]);
  return {
    add: (name, statements, access) => {
      for (const entry of statements.flatMap((statement) => known.get(statement) ?? []))
        entry.used ||= entry.permission.function === name && isUsedBy(access, entry.permission);
    },
    all: () => [...known.values()].flat().map(({ permission, used }) => ({ ...permission, used })),
  };
};
