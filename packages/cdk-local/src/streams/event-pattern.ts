import { StartError } from '../run/start-error.ts';
import type { Json } from '../template/assembly-stacks.ts';

type Leaf = string | number | boolean | null;
type LeafTest = (leaves: readonly Leaf[]) => boolean;
type Test = (value: unknown) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLeaf = (value: unknown): value is Leaf =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Returns the values that a pattern compares. Objects and missing fields have none. */
const leavesOf = (value: unknown): readonly Leaf[] => {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isLeaf(value) ? [value] : [];
};

const unsupported = (pattern: string, part: unknown): never => {
  throw new StartError(
    `The filter ${pattern} uses ${JSON.stringify(part)}, which Lambda's filters for DynamoDB don't support, or which is not emulated.`,
  );
};

const textsOf = (value: Json | undefined, pattern: string): string[] => {
  const list = Array.isArray(value) ? value : [value];
  return list.map((one) => (typeof one === 'string' ? one : unsupported(pattern, value)));
};

const anyText =
  (holds: (text: string) => boolean): LeafTest =>
  (leaves) =>
    leaves.some((leaf) => typeof leaf === 'string' && holds(leaf));

const startsWith = (value: Json | undefined, pattern: string): LeafTest => {
  const prefixes = textsOf(value, pattern);
  return anyText((text) => prefixes.some((prefix) => text.startsWith(prefix)));
};

const endsWith = (value: Json | undefined, pattern: string): LeafTest => {
  const suffixes = textsOf(value, pattern);
  return anyText((text) => suffixes.some((suffix) => text.endsWith(suffix)));
};

const equalsIgnoringCase = (value: Json | undefined, pattern: string): LeafTest => {
  const expected = textsOf(value, pattern).map((text) => text.toLowerCase());
  return anyText((text) => expected.includes(text.toLowerCase()));
};

const exists = (value: Json | undefined, pattern: string): LeafTest => {
  if (typeof value !== 'boolean') return unsupported(pattern, { exists: value ?? null });
  return (leaves) => leaves.length > 0 === value;
};

type Operator = (value: Json | undefined, pattern: string) => LeafTest;

const affixes: Readonly<Record<string, Operator>> = { prefix: startsWith, suffix: endsWith };

// A missing field doesn't match.
const anythingBut: Operator = (value, pattern) => {
  if (isObject(value)) {
    const [[name = '', affix] = []] = Object.entries(value);
    const test = affixes[name]?.(affix, pattern) ?? unsupported(pattern, value);
    return (leaves) => leaves.length > 0 && !test(leaves);
  }
  const excluded = Array.isArray(value) ? value : [value];
  if (!excluded.every(isLeaf)) return unsupported(pattern, value);
  return (leaves) => leaves.length > 0 && !leaves.some((leaf) => excluded.includes(leaf));
};

const operators: Readonly<Record<string, Operator>> = {
  ...affixes,
  'anything-but': anythingBut,
  'equals-ignore-case': equalsIgnoringCase,
  exists,
};

const leafTest = (item: Json, pattern: string): LeafTest => {
  if (isLeaf(item)) return (leaves) => leaves.includes(item);
  const [[name = '', value] = [], ...others] = isObject(item) ? Object.entries(item) : [];
  const operator = others.length === 0 ? operators[name] : undefined;
  return operator ? operator(value, pattern) : unsupported(pattern, item);
};

const fieldTest = (expected: Json, pattern: string): Test => {
  if (isObject(expected)) return objectTest(expected, pattern);
  if (!Array.isArray(expected) || expected.length === 0) return unsupported(pattern, expected);
  const tests = expected.map((item) => leafTest(item, pattern));
  return (value) => {
    const leaves = leavesOf(value);
    return tests.some((test) => test(leaves));
  };
};

const objectTest = (expected: Record<string, Json>, pattern: string): Test => {
  const tests = Object.entries(expected).map(([name, inner]): Test => {
    if (name === '$or' && Array.isArray(inner)) {
      const choices = inner.map((choice) => fieldTest(choice, pattern));
      return (value) => choices.some((test) => test(value));
    }
    const test = fieldTest(inner, pattern);
    return (value) => test(isObject(value) ? value[name] : undefined);
  });
  return (value) => tests.every((test) => test(value));
};

/**
 * Compiles event patterns (JSON) to a function that returns whether any of them matches. Without patterns everything
 * matches. Throws `StartError` for operators that are unknown or that Lambda doesn't support for DynamoDB.
 */
export const compilePatterns = (patterns: readonly string[]): Test => {
  const tests = patterns.map((pattern) => {
    const expected: Json = JSON.parse(pattern);
    return isObject(expected) ? objectTest(expected, pattern) : unsupported(pattern, expected);
  });
  return (record) => tests.length === 0 || tests.some((test) => test(record));
};
