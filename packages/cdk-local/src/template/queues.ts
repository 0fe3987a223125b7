import * as z from 'zod';
import { propertiesOf, type Resources } from './resources.ts';

const redrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

const queueProperties = z.object({
  DelaySeconds: z.coerce.number().default(0),
  FifoQueue: z.literal(false, 'only standard queues are emulated').optional(),
  MessageRetentionPeriod: z.coerce.number().default(4 * 24 * 60 * 60),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().default(0),
  RedrivePolicy: redrivePolicy.optional(),
  VisibilityTimeout: z.coerce.number().default(30),
});

/** A standard queue of the template. */
export type QueueDefinition = {
  readonly arn: string;
  readonly name: string;
  readonly url: string;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly waitSeconds: number;
  readonly visibilitySeconds: number;
  readonly redrive: z.output<typeof redrivePolicy> | undefined;
};

export const queuesOf = (resources: Resources): readonly QueueDefinition[] =>
  resources.of('AWS::SQS::Queue').map((resource) => {
    const properties = propertiesOf(resource, queueProperties);
    return {
      arn: resource.attribute('Arn'),
      name: resource.attribute('QueueName'),
      url: resource.ref,
      delaySeconds: properties.DelaySeconds,
      retentionSeconds: properties.MessageRetentionPeriod,
      waitSeconds: properties.ReceiveMessageWaitTimeSeconds,
      visibilitySeconds: properties.VisibilityTimeout,
      redrive: properties.RedrivePolicy,
    };
  });
