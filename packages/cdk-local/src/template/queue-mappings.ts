import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { type FunctionDefinition, functionNamed } from './functions.ts';
import { queuesOf } from './queues.ts';
import { propertiesOf, type Resources } from './resources.ts';

const mappingProperties = z.object({
  BatchSize: z.coerce.number().int().min(1).max(10, 'more than ten messages are not supported').default(10),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FilterCriteria: z.undefined('filters of queues are not supported').optional(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: z.literal(0, 'batching windows of queues are not supported').optional(),
  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().int().min(2).max(1000) }).optional(),
});

/** An event source mapping from a queue to a function. */
export type QueueMapping = {
  readonly queueArn: string;
  readonly function: FunctionDefinition;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  /** Number of concurrent invocations. */
  readonly concurrency: number;
};

export const isOfQueue = (eventSourceArn: unknown): boolean => String(eventSourceArn).startsWith('arn:aws:sqs:');

/** Returns the mappings of queues. Throws `StartError` where Lambda would refuse one. */
export const queueMappingsOf = (
  resources: Resources,
  functions: readonly FunctionDefinition[],
): readonly QueueMapping[] =>
  resources.of('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
    if (!isOfQueue(resource.properties.EventSourceArn)) return [];
    const mapping = propertiesOf(resource, mappingProperties);
    if (!mapping.Enabled) return [];
    const definition = functionNamed(functions, mapping.FunctionName);
    const queue = queuesOf(resources).find(({ arn }) => arn === mapping.EventSourceArn);
    if (!queue) throw new StartError(`${resource.logicalId} reads a queue that isn't in the template.`);
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    if (queue.visibilitySeconds < definition.timeoutSeconds)
      throw new StartError(`${queue.name}: the visibility timeout is less than the timeout of ${definition.name}.`);
    return {
      queueArn: queue.arn,
      function: definition,
      batchSize: mapping.BatchSize,
      reportsItemFailures: mapping.FunctionResponseTypes.length > 0,
      concurrency: Math.min(
        mapping.ScalingConfig?.MaximumConcurrency ?? definition.concurrency,
        definition.concurrency,
      ),
    };
  });
