import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './write.ts';

/** Converts the image of a stream record to an item. Lambda and the SDK use the same format, except for bytes, which no item has. */
export const readImage = (image: object | undefined): Item | undefined =>
  image && unmarshall(image as Record<string, AttributeValue>);

/** Converts an item to the image of a stream record. */
export const writeImage = (item: Item): Record<string, AttributeValue> =>
  marshall(item, { removeUndefinedValues: true });
