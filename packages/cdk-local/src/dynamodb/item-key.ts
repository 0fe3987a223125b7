import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item's key as text that is the same whatever order an engine names the attributes in. */
export const keyText = (key: Readonly<Record<string, AttributeValue>>): string =>
  JSON.stringify(Object.entries(key).sort(([left], [right]) => (left < right ? -1 : 1)));

export const keyFromText = (text: string): Record<string, AttributeValue> => Object.fromEntries(JSON.parse(text));
