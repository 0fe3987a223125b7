import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { tableName } from './client.ts';
import type { Key } from './keys.ts';

export type Item = Record<string, unknown>;

/** A step of a transaction, with the error for a failed condition. */
export type Write = {
  readonly item: NonNullable<TransactWriteCommandInput['TransactItems']>[number];
  readonly refusal: (found: Item | undefined) => Error;
};

/** A condition with its placeholders: `#name` for attributes, `:value` for values. */
export type Condition = {
  readonly text: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Item>;
};

// ALL_OLD returns the item that failed the condition, without a second read that could return another state.
const tellWhatWasFound = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

const words = (names: Readonly<Record<string, string>>, values: Readonly<Item>) => ({
  ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: { ...names } }),
  ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: { ...values } }),
});

const checked = ({ text, names = {}, values = {} }: Condition) => ({
  TableName: tableName(),
  ConditionExpression: text,
  ...words(names, values),
  ...tellWhatWasFound,
});

export const put = (item: Item, condition: Condition): Write['item'] => ({
  Put: { ...checked(condition), Item: item },
});

export const remove = (key: Key, condition: Condition): Write['item'] => ({
  Delete: { ...checked(condition), Key: key },
});

/** A step that only checks a condition. */
export const check = (key: Key, condition: Condition): Write['item'] => ({
  ConditionCheck: { ...checked(condition), Key: key },
});

/** The changes of an update, by attribute. `at` has a path into a map whose last part may be any text. */
export type Changes = {
  readonly set?: Readonly<Item>;
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
  readonly setIn?: { readonly map: string; readonly entries: Readonly<Item> };
  readonly removeIn?: { readonly map: string; readonly names: readonly string[] };
};

const clause = (word: string, parts: readonly string[]) => (parts.length > 0 ? `${word} ${parts.join(', ')} ` : '');

export const update = (key: Key, changes: Changes, condition: Condition): Write['item'] => {
  const names: Record<string, string> = { ...condition.names };
  const values: Item = { ...condition.values };
  const name = (attribute: string, word = attribute) => {
    names[`#${word}`] = attribute;
    return `#${word}`;
  };
  const value = (word: string, content: unknown) => {
    values[`:${word}`] = content;
    return `:${word}`;
  };
  const set = Object.entries(changes.set ?? {}).filter(([, content]) => content !== undefined);
  const setIn = Object.entries(changes.setIn?.entries ?? {});
  const text =
    clause('SET', [
      ...set.map(([attribute, content]) => `${name(attribute)} = ${value(`new_${attribute}`, content)}`),
      ...setIn.map(
        ([entry, content], n) =>
          `${name(changes.setIn?.map ?? '')}.${name(entry, `s${n}`)} = ${value(`s${n}`, content)}`,
      ),
    ]) +
    clause(
      'ADD',
      Object.entries(changes.add ?? {}).map(([attribute, by]) => `${name(attribute)} ${value(`add_${attribute}`, by)}`),
    ) +
    clause('REMOVE', [
      ...(changes.remove ?? []).map((attribute) => name(attribute)),
      ...(changes.removeIn?.names ?? []).map(
        (entry, n) => `${name(changes.removeIn?.map ?? '')}.${name(entry, `r${n}`)}`,
      ),
    ]);
  return {
    Update: {
      ...checked({ ...condition, names, values }),
      Key: key,
      UpdateExpression: text.trim(),
    },
  };
};

export const absent: Condition = { text: 'attribute_not_exists(PK)' };
/** Holds for any item and for none: of writes that the transaction's other conditions are for. */
export const always: Condition = { text: 'attribute_exists(PK) OR attribute_not_exists(PK)' };
export const present: Condition = { text: 'attribute_exists(PK)' };

/** Error of a condition that no race can fail: the caller gets a 500, and the log this message. */
export const unexpected = (what: string) => () => new Error(`Refused, though it should not be: ${what}`);
