import * as z from 'zod';
import { type FunctionDefinition, functionNamed } from './functions.ts';
import { isOfQueue } from './queue-mappings.ts';
import { propertiesOf, type Resources } from './resources.ts';

const mappingProperties = z.object({
  BatchSize: z.coerce.number().int().min(1).max(10_000).default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: z.coerce.number().min(0).max(300).default(0),
  MaximumRecordAgeInSeconds: z.coerce.number().default(-1),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  ParallelizationFactor: z.coerce.number().int().min(1).max(10).default(1),
  StartingPosition: z.literal('TRIM_HORIZON', 'only streams from TRIM_HORIZON are supported'),
  TumblingWindowInSeconds: z.literal(0, 'tumbling windows are not supported').optional(),
});

/** An event source mapping from the stream of a table to a function. */
export type EventSourceMapping = {
  /** Key of the mapping's checkpoints. Stable across runs. */
  readonly id: string;
  readonly streamArn: string;
  readonly function: FunctionDefinition;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly bisects: boolean;
  readonly reportsItemFailures: boolean;
  /** Event patterns as JSON. Records that match none are skipped; without patterns, none are. */
  readonly patterns: readonly string[];
  /** Number of retries after the first attempt; Infinity without a limit. */
  readonly retryAttempts: number;
  readonly recordAgeSeconds: number;
  readonly parallelization: number;
  /** ARN of the on-failure queue. */
  readonly failureDestination: string | undefined;
};

const limit = (value: number): number => (value < 0 ? Number.POSITIVE_INFINITY : value);

export const eventSourceMappingsOf = (
  resources: Resources,
  functions: readonly FunctionDefinition[],
): readonly EventSourceMapping[] =>
  resources.of('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
    if (isOfQueue(resource.properties.EventSourceArn)) return [];
    const mapping = propertiesOf(resource, mappingProperties);
    if (!mapping.Enabled) return [];
    return {
      id: resource.logicalId,
      streamArn: mapping.EventSourceArn,
      function: functionNamed(functions, mapping.FunctionName),
      batchSize: mapping.BatchSize,
      batchingWindowSeconds: mapping.MaximumBatchingWindowInSeconds,
      bisects: mapping.BisectBatchOnFunctionError,
      reportsItemFailures: mapping.FunctionResponseTypes.length > 0,
      patterns: mapping.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [],
      retryAttempts: limit(mapping.MaximumRetryAttempts),
      recordAgeSeconds: limit(mapping.MaximumRecordAgeInSeconds),
      parallelization: mapping.ParallelizationFactor,
      failureDestination: mapping.DestinationConfig?.OnFailure.Destination,
    };
  });
