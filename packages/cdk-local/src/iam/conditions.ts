import { StartError } from '../run/start-error.ts';

/** Values of the condition keys of a request. */
export type Context = Readonly<Record<string, readonly string[]>>;

/** `Condition` of a statement: operator → condition key → one or several values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Condition keys of emulated requests. A condition on any other key could not be evaluated. */
const knownKeys: ReadonlySet<string> = new Set([
  'aws:PrincipalArn',
  'aws:SecureTransport',
  // Only calls by AWS services have it, never those of functions.
  'aws:SourceArn',
  'dynamodb:EnclosingOperation',
  'dynamodb:LeadingKeys',
  'ses:FromAddress',
  'ses:Recipients',
]);

const expressions = new Map<string, RegExp>();

/** Matches IAM's wildcards: `*` for any text, `?` for one character. */
export const matches = (pattern: string, text: string): boolean => {
  const known = expressions.get(pattern);
  if (known) return known.test(text);
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const made = new RegExp(`^${source}$`, 's');
  expressions.set(pattern, made);
  return made.test(text);
};

export const matchesOne = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matches(pattern, text));

type Comparison = { readonly test: (expected: readonly string[], value: string) => boolean; readonly negated?: true };

const equal: Comparison['test'] = (expected, value) => expected.includes(value);

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: { test: equal },
  StringNotEquals: { test: equal, negated: true },
  StringLike: { test: matchesOne },
  StringNotLike: { test: matchesOne, negated: true },
  ArnEquals: { test: matchesOne },
  ArnLike: { test: matchesOne },
  ArnNotEquals: { test: matchesOne, negated: true },
  ArnNotLike: { test: matchesOne, negated: true },
  Bool: { test: equal },
};

const operatorName = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/;

const comparisonOf = (operator: string): { readonly quantifier: string | undefined; readonly by: Comparison } => {
  const [, quantifier, name = ''] = operatorName.exec(operator) ?? [];
  const by = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  if (by === undefined)
    throw new StartError(`The condition operator ${operator} is not supported: add it to src/iam/conditions.ts.`);
  return { quantifier, by };
};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isMet = (operator: string, expected: readonly string[], found: readonly string[]): boolean => {
  if (operator === 'Null') return expected.includes(String(found.length === 0));
  const { quantifier, by } = comparisonOf(operator);
  const matchesValue = (value: string): boolean => by.test(expected, value) !== (by.negated ?? false);
  // ForAllValues is true without any value. Policies therefore add a Null condition.
  if (quantifier === 'ForAllValues') return found.every(matchesValue);
  if (quantifier === 'ForAnyValue') return found.some(matchesValue);
  return by.negated ? found.every(matchesValue) : found.some(matchesValue);
};

const checkKey = (key: string, expected: readonly string[]): void => {
  if (!knownKeys.has(key) || expected.some((value) => value.includes('${')))
    throw new StartError(`The condition key ${key} (${expected}) is not supported: add it to src/iam/conditions.ts.`);
};

/** Throws `StartError` for an unknown operator or condition key. */
export const checkConditions = (conditions: Conditions): void => {
  for (const [operator, keys] of Object.entries(conditions)) {
    if (operator !== 'Null') comparisonOf(operator);
    for (const [key, expected] of Object.entries(keys)) checkKey(key, listOf(expected).map(String));
  }
};

/** Returns whether all conditions of a statement are met. They must have passed `checkConditions`. */
export const conditionsMet = (conditions: Conditions, context: Context): boolean =>
  Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => isMet(operator, listOf(expected).map(String), context[key] ?? [])),
  );
