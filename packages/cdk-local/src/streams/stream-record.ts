import { isDeepStrictEqual } from 'node:util';
import type { _Record, AttributeValue } from '@aws-sdk/client-dynamodb-streams';
import type { Json } from '../template/assembly-stacks.ts';
import { region } from '../template/physical-values.ts';

type Image = Readonly<Record<string, AttributeValue>>;

/** A change of an item, from a record of the Streams API. */
export type Change = {
  readonly sequenceNumber: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys: Image;
  readonly newImage: Image | undefined;
  readonly oldImage: Image | undefined;
  readonly changedAt: Date;
  readonly record: _Record;
};

export type UserIdentity = { readonly type: string; readonly principalId: string };

/** A stream record in Lambda's format, as functions and filters receive it. */
export type LambdaRecord = Readonly<Record<string, unknown>> & {
  readonly dynamodb: Readonly<Record<string, unknown>> & {
    readonly SequenceNumber: string;
    readonly ApproximateCreationDateTime: number;
  };
};

/** Returns the change of a record. Returns undefined for a write without a change: DynamoDB creates no record, some engines do. */
export const changeOf = (record: _Record): Change | undefined => {
  const { eventName, dynamodb = {} } = record;
  const { Keys, NewImage, OldImage, SequenceNumber, ApproximateCreationDateTime } = dynamodb;
  if (SequenceNumber === undefined || Keys === undefined || eventName === undefined)
    throw new Error(`The DynamoDB engine sent an invalid stream record: ${JSON.stringify(record)}`);
  if (eventName === 'MODIFY' && isDeepStrictEqual(NewImage, OldImage)) return undefined;
  return {
    sequenceNumber: SequenceNumber,
    eventName,
    keys: Keys,
    newImage: NewImage,
    oldImage: OldImage,
    changedAt: ApproximateCreationDateTime ?? new Date(),
    record,
  };
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const attributeJson = (value: AttributeValue): Json => {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(attributeJson) };
  if (value.M !== undefined) return { M: imageJson(value.M) };
  return JSON.parse(JSON.stringify(value));
};

const imageJson = (image: Image): Record<string, Json> =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, attributeJson(value)]));

/** Converts a change to Lambda's format, which differs from the Streams API in times, bytes and spelling. */
export const lambdaRecord = (
  { record, eventName, keys, newImage, oldImage, sequenceNumber, changedAt }: Change,
  streamArn: string,
  identity: UserIdentity | undefined,
): LambdaRecord => ({
  eventID: record.eventID,
  eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: region,
  dynamodb: {
    ApproximateCreationDateTime: Math.floor(changedAt.getTime() / 1000),
    Keys: imageJson(keys),
    ...(newImage && { NewImage: imageJson(newImage) }),
    ...(oldImage && { OldImage: imageJson(oldImage) }),
    SequenceNumber: sequenceNumber,
    SizeBytes: record.dynamodb?.SizeBytes,
    StreamViewType: record.dynamodb?.StreamViewType,
  },
  ...(identity && { userIdentity: identity }),
  eventSourceARN: streamArn,
});
