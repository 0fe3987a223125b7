import * as z from 'zod';
import { propertiesOf, type Resources } from './resources.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const tableProperties = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
  KeySchema: keySchema,
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
});

/** A DynamoDB table of the template. */
export type TableDefinition = {
  readonly name: string;
  /** ARN of its stream in the template; undefined without one. */
  readonly streamArn: string | undefined;
  /** TTL attribute, in epoch seconds; undefined without TTL. */
  readonly ttlAttribute: string | undefined;
  readonly properties: z.infer<typeof tableProperties>;
};

export const tablesOf = (resources: Resources): readonly TableDefinition[] =>
  resources.of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map((resource) => {
    const properties = propertiesOf(resource, tableProperties);
    const ttl = properties.TimeToLiveSpecification;
    return {
      name: resource.ref,
      streamArn: properties.StreamSpecification && resource.attribute('StreamArn'),
      ttlAttribute: ttl?.Enabled ? ttl.AttributeName : undefined,
      properties,
    };
  });
