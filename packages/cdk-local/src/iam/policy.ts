import * as z from 'zod';
import {
  type Conditions,
  type Context,
  checkConditions,
  conditionsMet,
  listOf,
  matches,
  matchesOne,
} from './conditions.ts';

/** One action on one resource. */
export type Access = {
  /** `dynamodb:PutItem` */
  readonly action: string;
  readonly resource: string;
  /** Values of its condition keys. */
  readonly context: Context;
};

export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  /** Principals of a resource policy; undefined in the policy of a role. */
  readonly principals?: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Conditions;
};

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => listOf(value).map(String));

// Strict, because an element that is not evaluated, such as NotAction, could change the result.
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([texts, z.record(z.string(), texts)]).optional(),
  Action: texts,
  Resource: texts,
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});

const document = z.object({ Statement: z.union([statement.transform((one) => [one]), z.array(statement)]) });

const principalsIn = (principal: z.output<typeof statement>['Principal']): readonly string[] | undefined =>
  principal === undefined || Array.isArray(principal) ? principal : Object.values(principal).flat();

/** Returns the statements of a policy document without intrinsics. Throws `StartError` or `ZodError` for unsupported ones. */
export const statementsIn = (policy: unknown): readonly Statement[] =>
  document.parse(policy).Statement.map(({ Effect, Principal, Action, Resource, Condition }) => {
    checkConditions(Condition);
    const principals = principalsIn(Principal);
    return {
      effect: Effect,
      ...(principals && { principals }),
      actions: Action,
      resources: Resource,
      conditions: Condition,
    };
  });

/** Matches an action, case-insensitively as IAM does. */
export const matchesAction = (patterns: readonly string[], action: string): boolean =>
  patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));

const matchesPrincipal = ({ principals }: Statement, { context }: Access): boolean =>
  principals === undefined ||
  principals.some((one) => one === '*' || (context['aws:PrincipalArn'] ?? []).includes(one));

const appliesTo =
  (access: Access) =>
  (one: Statement): boolean =>
    matchesPrincipal(one, access) &&
    matchesAction(one.actions, access.action) &&
    matchesOne(one.resources, access.resource) &&
    conditionsMet(one.conditions, access.context);

export type Decision =
  | { readonly allowedBy: readonly Statement[]; readonly denial?: undefined }
  /** The end of AWS's error message. */
  | { readonly denial: string };

/** Evaluates policies as IAM does: any Deny wins, and access needs an Allow. */
export const evaluatePolicies = (
  own: readonly Statement[],
  ofResources: readonly Statement[],
  access: Access,
): Decision => {
  const [mine, theirs] = [own.filter(appliesTo(access)), ofResources.filter(appliesTo(access))];
  const denies = ({ effect }: Statement): boolean => effect === 'Deny';
  if (mine.some(denies)) return { denial: 'with an explicit deny in an identity-based policy' };
  if (theirs.some(denies)) return { denial: 'with an explicit deny in a resource-based policy' };
  const allowedBy = [...mine, ...theirs];
  return allowedBy.length > 0
    ? { allowedBy }
    : { denial: `because no identity-based policy allows the ${access.action} action` };
};
