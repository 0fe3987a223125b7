import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './write.ts';

/** An item as a stream record carries it. Lambda spells attribute values as the SDK does but for bytes, which no item here has. */
export const readImage = (image: object | undefined): Item | undefined =>
  image && unmarshall(image as Record<string, AttributeValue>);

/** The same the other way round: an item as a stream record would carry it. */
export const writeImage = (item: Item): Record<string, AttributeValue> =>
  marshall(item, { removeUndefinedValues: true });
