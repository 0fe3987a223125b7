import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Returns a key as text, independent of the order of its attributes. */
export const keyText = (key: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(key).sort(([left], [right]) => (left < right ? -1 : 1)));

export const keyFromText = (text: string): Record<string, AttributeValue> => Object.fromEntries(JSON.parse(text));
