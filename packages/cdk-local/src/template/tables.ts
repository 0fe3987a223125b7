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

/** A DynamoDB table as the template describes it. */
export type TableDefinition = {
  readonly name: string;
  /** The ARN that event source mappings name; undefined without a stream. */
  readonly streamArn: string | undefined;
  /** The attribute that holds the time of removal in seconds since 1970; undefined without TTL. */
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
