import { StartError } from '../run/start-error.ts';

/** Values of the condition keys that a request carries. */
export type Context = Readonly<Record<string, readonly string[]>>;

/** As in a policy: operator → condition key → one value or several. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What requests carry here. A condition on anything else would never hold, or always: it is refused instead. */
const knownKeys: ReadonlySet<string> = new Set([
  'aws:PrincipalArn',
  'aws:SecureTransport',
  // Of calls that a service makes by itself: no function's call has it.
  'aws:SourceArn',
  'dynamodb:EnclosingOperation',
  'dynamodb:LeadingKeys',
  'ses:FromAddress',
  'ses:Recipients',
]);

const expressions = new Map<string, RegExp>();

/** IAM's wildcards: `*` for any text, `?` for one character. */
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

type Comparison = { readonly isMet: (asked: readonly string[], value: string) => boolean; readonly negated?: true };

const equal: Comparison['isMet'] = (asked, value) => asked.includes(value);

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: { isMet: equal },
  StringNotEquals: { isMet: equal, negated: true },
  StringLike: { isMet: matchesOne },
  StringNotLike: { isMet: matchesOne, negated: true },
  ArnEquals: { isMet: matchesOne },
  ArnLike: { isMet: matchesOne },
  ArnNotEquals: { isMet: matchesOne, negated: true },
  ArnNotLike: { isMet: matchesOne, negated: true },
  Bool: { isMet: equal },
};

const operatorName = /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/;

const comparisonOf = (operator: string): { readonly quantifier: string | undefined; readonly by: Comparison } => {
  const [, quantifier, name = ''] = operatorName.exec(operator) ?? [];
  const by = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
  if (by === undefined)
    throw new StartError(
      `Nobody knows here what ${operator} means: add it to packages/cdk-local/src/iam/conditions.ts.`,
    );
  return { quantifier, by };
};

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isMet = (operator: string, asked: readonly string[], found: readonly string[]): boolean => {
  if (operator === 'Null') return asked.includes(String(found.length === 0));
  const { quantifier, by } = comparisonOf(operator);
  const fits = (value: string): boolean => by.isMet(asked, value) !== (by.negated ?? false);
  // "For all values" holds where there are none: that is why Null must stand beside it.
  if (quantifier === 'ForAllValues') return found.every(fits);
  if (quantifier === 'ForAnyValue') return found.some(fits);
  return by.negated ? found.every(fits) : found.some(fits);
};

const checkKey = (key: string, asked: readonly string[]): void => {
  if (!knownKeys.has(key) || asked.some((value) => value.includes('${')))
    throw new StartError(
      `No request carries ${key} (${asked}) here: add it to packages/cdk-local/src/iam/conditions.ts.`,
    );
};

/** Throws `StartError` for an operator or a key that isn't known: a guess could allow. */
export const checkConditions = (conditions: Conditions): void => {
  for (const [operator, keys] of Object.entries(conditions)) {
    if (operator !== 'Null') comparisonOf(operator);
    for (const [key, asked] of Object.entries(keys)) checkKey(key, listOf(asked).map(String));
  }
};

/** Whether all conditions of a statement hold. They are known to be good. */
export const hold = (conditions: Conditions, context: Context): boolean =>
  Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, asked]) => isMet(operator, listOf(asked).map(String), context[key] ?? [])),
  );
