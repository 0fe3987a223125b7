import * as z from 'zod';
import { type Conditions, type Context, checkConditions, hold, listOf, matches, matchesOne } from './conditions.ts';

/** One action on one resource, as IAM sees it. */
export type Access = {
  /** `dynamodb:PutItem` */
  readonly action: string;
  readonly resource: string;
  /** Values of the condition keys that it carries. */
  readonly context: Context;
};

export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  /** Whom it concerns, in a resource's own policy; undefined in a role's. */
  readonly principals?: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Conditions;
};

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => listOf(value).map(String));

// Strict: what widens or narrows a statement in a way that nobody evaluates here must not be overlooked.
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

/** The statements of a policy document without intrinsics. Throws `StartError` or `ZodError` for what can't be evaluated. */
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

/** IAM takes actions in any case. */
export const namesAction = (patterns: readonly string[], action: string): boolean =>
  patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));

const concerns = ({ principals }: Statement, { context }: Access): boolean =>
  principals === undefined ||
  principals.some((one) => one === '*' || (context['aws:PrincipalArn'] ?? []).includes(one));

const appliesTo =
  (access: Access) =>
  (one: Statement): boolean =>
    concerns(one, access) &&
    namesAction(one.actions, access.action) &&
    matchesOne(one.resources, access.resource) &&
    hold(one.conditions, access.context);

export type Verdict =
  | { readonly allowedBy: readonly Statement[]; readonly refusal?: undefined }
  /** The end of AWS's sentence. */
  | { readonly refusal: string };

/** What IAM says of an access: a Deny anywhere wins, and without an Allow nothing goes. */
export const judge = (own: readonly Statement[], ofResources: readonly Statement[], access: Access): Verdict => {
  const [mine, theirs] = [own.filter(appliesTo(access)), ofResources.filter(appliesTo(access))];
  const denies = ({ effect }: Statement): boolean => effect === 'Deny';
  if (mine.some(denies)) return { refusal: 'with an explicit deny in an identity-based policy' };
  if (theirs.some(denies)) return { refusal: 'with an explicit deny in a resource-based policy' };
  const allowedBy = [...mine, ...theirs];
  return allowedBy.length > 0
    ? { allowedBy }
    : { refusal: `because no identity-based policy allows the ${access.action} action` };
};
