import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnEventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  addressClaimPrefix,
  mailedChanges,
  noChange,
  partitions,
  tableSchema,
  ttlPrincipal,
} from '#core/deployment.ts';

type StreamConsumerProps = {
  readonly reader: LambdaFunction;
  readonly table: Table;
  readonly deadLetterQueue: Queue;
  /** One event pattern, or several of which any may match; what matches none never starts the function. */
  readonly filters: readonly object[];
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
};

const written = ['INSERT', 'MODIFY'];

/**
 * A mail is due: an invitation was sent or sent again.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 */
export const emailFilters = [{ eventName: written, dynamodb: { NewImage: { change: { S: mailedChanges } } } }];

/**
 * Something for the audit log: any write that says what changed, and address claims that TTL has removed.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
 */
export const changeFilters = [
  { eventName: written, dynamodb: { NewImage: { change: { S: [{ 'anything-but': [noChange] }] } } } },
  {
    eventName: ['REMOVE'],
    userIdentity: { type: ['Service'], principalId: [ttlPrincipal] },
    dynamodb: {
      Keys: {
        [tableSchema.partitionKey]: { S: [{ prefix: partitions.organization }] },
        [tableSchema.sortKey]: { S: [{ prefix: addressClaimPrefix }] },
      },
    },
  },
];

/**
 * Feeds a function with the table's changes. DynamoDB serves two readers a shard well: there are no more than two.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export const streamConsumer = (scope: Construct, id: string, props: StreamConsumerProps): CfnEventSourceMapping =>
  new CfnEventSourceMapping(scope, id, {
    functionName: props.reader.functionName,
    eventSourceArn: props.table.tableStreamArn ?? '',
    startingPosition: 'TRIM_HORIZON',
    batchSize: props.batchSize,
    maximumBatchingWindowInSeconds: props.batchWindowSeconds,
    parallelizationFactor: 1,
    functionResponseTypes: ['ReportBatchItemFailures'],
    bisectBatchOnFunctionError: true,
    // Retried by age, not by count: a mail service that is away for hours loses nothing. A stream keeps 24 hours.
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: 20 * 60 * 60,
    destinationConfig: { onFailure: { destination: props.deadLetterQueue.queueArn } },
    filterCriteria: { filters: props.filters.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
  });
