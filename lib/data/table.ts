import { Aws, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { partitions, tableSchema } from '#core/deployment.ts';
import { auditRecorderRole, functionPrefix } from '#lib/settings/resource-names.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import { removalPolicy } from './removal-policy.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** Condition: any key under AUDIT#. A batch that contains one is denied as a whole. */
const touchesAuditEvents = { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': [`${partitions.audit}*`] } };

/** Condition: IAM sees no key of the write, which may be that of an audit event. */
const namesNoKey = { Null: { 'dynamodb:LeadingKeys': 'true' } };

/**
 * Denies changes of the audit log to all principals, whatever their permissions: events are only added, and only by
 * record-changes. The ARN is built from the name, because the table's own ARN would be a circular reference.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html
 */
const auditLogPolicy = (stack: Stack, settings: StageSettings, tableName: string): PolicyDocument => {
  const { stage, transactionKeys } = settings;
  // The generated names of our functions' roles start with the name of their stack.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
  const ourFunctions = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${functionPrefix(stage)}*`;
  const table = stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName });
  const recorder = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${auditRecorderRole(stage)}`;
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'NobodyChangesAuditEvents',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLUpdate',
          'dynamodb:PartiQLDelete',
        ],
        resources: [table],
        conditions: touchesAuditEvents,
      }),
      new PolicyStatement({
        sid: 'OnlyRecordChangesAddsAuditEvents',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['dynamodb:PutItem'],
        resources: [table],
        conditions: { ...touchesAuditEvents, ArnNotEquals: { 'aws:PrincipalArn': recorder } },
      }),
      new PolicyStatement({
        sid: 'NobodyWritesWithoutNamingAKey',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        resources: [table],
        conditions: {
          ...namesNoKey,
          // If IAM sees no keys in transactions, our functions must still be able to write.
          ...(transactionKeys === 'none' && { ArnNotLike: { 'aws:PrincipalArn': ourFunctions } }),
        },
      }),
    ],
  });
};

const warmThroughput = ({ warmWriteUnits }: StageSettings) =>
  warmWriteUnits > 0 ? { warmThroughput: { writeUnitsPerSecond: warmWriteUnits } } : {};

/**
 * Creates the table. It has a fixed name, so that CloudFormation rejects a change that would replace it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
export const invitationsTable = (scope: Construct, settings: StageSettings): Table => {
  const tableName = `invitations-${settings.stage}`;
  const table = new Table(scope, 'Table', {
    tableName,
    partitionKey: text(tableSchema.partitionKey),
    sortKey: text(tableSchema.sortKey),
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...warmThroughput(settings),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: settings.keepState && !settings.restoring,
    removalPolicy: removalPolicy(settings),
    timeToLiveAttribute: tableSchema.ttl,
    ...(!settings.restoring && {
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      resourcePolicy: auditLogPolicy(Stack.of(scope), settings, tableName),
    }),
  });
  for (const [indexName, { partitionKey, sortKey }] of Object.entries(tableSchema.indexes)) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: text(partitionKey),
      sortKey: text(sortKey),
      projectionType: ProjectionType.ALL,
      ...warmThroughput(settings),
    });
  }
  return table;
};
