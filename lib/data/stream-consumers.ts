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
  /** Event patterns. A record that matches none does not invoke the function. */
  readonly filters: readonly object[];
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
};

const written = ['INSERT', 'MODIFY'];

/**
 * Matches records that require an email: an invitation was sent or resent.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 */
export const emailFilters = [{ eventName: written, dynamodb: { NewImage: { change: { S: mailedChanges } } } }];

/**
 * Matches records for the audit log: writes with a `change`, and address claims that TTL has removed.
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
 * Maps the table's stream to a function. DynamoDB recommends at most two consumers per shard, and there are two.
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
    // Limits retries by age instead of count, so that an SES outage of hours loses no email. A stream retains 24 hours.
    maximumRetryAttempts: -1,
    maximumRecordAgeInSeconds: 20 * 60 * 60,
    destinationConfig: { onFailure: { destination: props.deadLetterQueue.queueArn } },
    filterCriteria: { filters: props.filters.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
  });
