import { isDeepStrictEqual } from 'node:util';
import { region } from '../template/physical-values.ts';

/** An attribute in the JSON of DynamoDB; binary values are Base64. */
export type Attribute = {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly L?: readonly Attribute[];
  readonly M?: Image;
};

export type Image = Readonly<Record<string, Attribute>>;

/** A record as the Streams API sends it. */
export type StreamRecord = {
  readonly eventID?: string;
  readonly eventName?: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly dynamodb?: {
    readonly Keys?: Image;
    readonly NewImage?: Image;
    readonly OldImage?: Image;
    readonly SequenceNumber?: string;
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime?: number;
    readonly SizeBytes?: number;
    readonly StreamViewType?: string;
  };
  readonly userIdentity?: Readonly<Record<string, string>>;
};

/** A change of an item, from a record of the Streams API. */
export type Change = {
  readonly sequenceNumber: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly keys: Image;
  readonly newImage: Image | undefined;
  readonly oldImage: Image | undefined;
  readonly changedAt: Date;
  readonly record: StreamRecord;
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
export const changeOf = (record: StreamRecord): Change | undefined => {
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
    changedAt: ApproximateCreationDateTime === undefined ? new Date() : new Date(ApproximateCreationDateTime * 1000),
    record,
  };
};

/** Converts a change to Lambda's format, whose attributes are those of the Streams API. */
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
    Keys: keys,
    ...(newImage && { NewImage: newImage }),
    ...(oldImage && { OldImage: oldImage }),
    SequenceNumber: sequenceNumber,
    SizeBytes: record.dynamodb?.SizeBytes,
    StreamViewType: record.dynamodb?.StreamViewType,
  },
  ...(identity && { userIdentity: identity }),
  eventSourceARN: streamArn,
});
