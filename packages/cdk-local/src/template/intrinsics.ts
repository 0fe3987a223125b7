import { isDeepStrictEqual } from 'node:util';
import { StartError } from '../run/start-error.ts';
import type { Json } from './assembly-stacks.ts';

/** Looks up the references of one stack. Each function throws `StartError` for a missing target. */
export type References = {
  readonly ref: (name: string) => Json | undefined;
  readonly attribute: (logicalId: string, attribute: string) => Json;
  readonly imported: (exportName: string) => Json;
  readonly condition: (name: string) => boolean;
  readonly mapping: (map: string, first: string, second: string) => Json | undefined;
};

type Intrinsic = (
  argument: Json,
  resolve: (value: Json) => Json | undefined,
  references: References,
) => Json | undefined;

const listOf = (value: Json | undefined, intrinsic: string): Json[] => {
  if (!Array.isArray(value)) throw new StartError(`${intrinsic} takes a list, not ${JSON.stringify(value)}.`);
  return value;
};

const textOf = (value: Json | undefined, intrinsic: string): string => {
  if (typeof value === 'object' || value === undefined)
    throw new StartError(`${intrinsic} takes text, not ${JSON.stringify(value)}.`);
  return String(value);
};

const isTrue = (value: Json | undefined): boolean => value === true || value === 'true';

const attributePair = (argument: Json): [string, string] => {
  const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : listOf(argument, 'Fn::GetAtt');
  return [textOf(logicalId, 'Fn::GetAtt'), attribute.map((part) => textOf(part, 'Fn::GetAtt')).join('.')];
};

const substitute: Intrinsic = (argument, resolve, references) => {
  const [pattern, values] = Array.isArray(argument) ? argument : [argument, {}];
  const named = typeof values === 'object' && values !== null && !Array.isArray(values) ? values : {};
  return textOf(pattern, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (named[name] !== undefined) return textOf(resolve(named[name]), 'Fn::Sub');
    return textOf(name.includes('.') ? references.attribute(...attributePair(name)) : references.ref(name), 'Fn::Sub');
  });
};

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, _, { ref }) => ref(textOf(argument, 'Ref')),
  'Fn::GetAtt': (argument, _, { attribute }) => attribute(...attributePair(argument)),
  'Fn::ImportValue': (argument, resolve, { imported }) => imported(textOf(resolve(argument), 'Fn::ImportValue')),
  'Fn::Sub': substitute,
  'Fn::Join': (argument, resolve) => {
    const [separator, parts] = listOf(argument, 'Fn::Join');
    return listOf(resolve(parts ?? null), 'Fn::Join')
      .map((part) => textOf(part, 'Fn::Join'))
      .join(textOf(separator, 'Fn::Join'));
  },
  'Fn::Select': (argument, resolve) => {
    const [index, list] = listOf(argument, 'Fn::Select');
    return listOf(resolve(list ?? null), 'Fn::Select')[Number(index)];
  },
  'Fn::Split': (argument, resolve) => {
    const [separator, text] = listOf(argument, 'Fn::Split');
    return textOf(resolve(text ?? null), 'Fn::Split').split(textOf(separator, 'Fn::Split'));
  },
  'Fn::FindInMap': (argument, resolve, { mapping }) => {
    const [map, first, second] = listOf(resolve(argument), 'Fn::FindInMap').map((part) =>
      textOf(part, 'Fn::FindInMap'),
    );
    return mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::If': (argument, resolve, { condition }) => {
    const [name, yes, no] = listOf(argument, 'Fn::If');
    return resolve((condition(textOf(name, 'Fn::If')) ? yes : no) ?? null);
  },
  'Fn::Equals': (argument, resolve) => {
    const [left, right] = listOf(resolve(argument), 'Fn::Equals');
    return isDeepStrictEqual(left, right);
  },
  'Fn::Not': (argument, resolve) => !isTrue(listOf(resolve(argument), 'Fn::Not')[0]),
  'Fn::And': (argument, resolve) => listOf(resolve(argument), 'Fn::And').every(isTrue),
  'Fn::Or': (argument, resolve) => listOf(resolve(argument), 'Fn::Or').some(isTrue),
  Condition: (argument, _, { condition }) => condition(textOf(argument, 'Condition')),
};

// IAM statements have a `Condition`, too, but as an object.
const isIntrinsic = (key: string, argument: Json | undefined): boolean =>
  key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && typeof argument === 'string');

/** Resolves the intrinsic functions in a value. Returns undefined for `AWS::NoValue`. Throws `StartError` for an unknown one. */
export const resolveIntrinsics = (value: Json, references: References): Json | undefined => {
  const resolve = (inner: Json): Json | undefined => resolveIntrinsics(inner, references);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== undefined);
  const [key, ...others] = Object.keys(value);
  if (key !== undefined && others.length === 0 && isIntrinsic(key, value[key])) {
    const intrinsic = intrinsics[key];
    if (intrinsic) return intrinsic(value[key] ?? null, resolve, references);
    throw new StartError(`The intrinsic function ${key} is not supported: add it to src/template/intrinsics.ts.`);
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const resolved = resolve(inner);
      return resolved === undefined ? [] : [[name, resolved]];
    }),
  );
};
