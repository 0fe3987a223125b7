/** A CDK app as a newcomer writes it, with the names, roles and policies that CDK makes up. */
import { join } from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, type ITable, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';

const app = new App();
const stack = new Stack(app, 'notes');

const table = new Table(stack, 'Notes', {
  partitionKey: { name: 'id', type: AttributeType.STRING },
  stream: StreamViewType.NEW_IMAGE,
});
const announcements = new Queue(stack, 'Announcements', { queueName: 'announcements' });
const failures = new Queue(stack, 'Failures', { queueName: 'failures' });

const code = Code.fromAsset(join(import.meta.dirname, 'functions'));
const functionOf = (name: string, environment: Record<string, string>): LambdaFunction =>
  new LambdaFunction(stack, name, { code, handler: `${name}.handler`, runtime: Runtime.NODEJS_24_X, environment });

const { tableName: TABLE_NAME } = table;
const greeting: unknown = app.node.tryGetContext('greeting');
const createNote = functionOf('create-note', { TABLE_NAME, GREETING: String(greeting) });
const getNote = functionOf('get-note', { TABLE_NAME });
const announceNote = functionOf('announce-note', { QUEUE_URL: announcements.queueUrl });
table.grantWriteData(createNote);
table.grantReadData(getNote);
announcements.grantSendMessages(announceNote);
announceNote.addEventSource(
  // CDK's types don't allow for exactOptionalPropertyTypes.
  new DynamoEventSource(table as ITable, {
    startingPosition: StartingPosition.TRIM_HORIZON,
    retryAttempts: 1,
    onFailure: new SqsDlq(failures),
  }),
);

const api = new HttpApi(stack, 'Api');
const integrationOf = (handler: LambdaFunction) => new HttpLambdaIntegration(`${handler.node.id}-integration`, handler);
api.addRoutes({ path: '/notes', methods: [HttpMethod.POST], integration: integrationOf(createNote) });
api.addRoutes({ path: '/notes/{id}', methods: [HttpMethod.GET], integration: integrationOf(getNote) });

new CfnOutput(stack, 'ApiUrl', { value: api.apiEndpoint });
