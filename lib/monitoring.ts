import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.ts';
import {
  delayAlarm,
  errorsAlarm,
  parkedRecordsAlarm,
  reputationAlarms,
  serverErrorsAlarm,
  throttledFunctionsAlarm,
  throttledTableAlarm,
} from './alarms.ts';
import { dashboard } from './dashboard.ts';
import { deployedFunctions, type FunctionName } from './deployed-functions.ts';
import type { StageSettings } from './stage-settings.ts';

type MonitoringProps = {
  readonly settings: StageSettings;
  readonly api: HttpApi;
  readonly table: Table;
  readonly failureQueue: Queue;
  readonly functionOf: (name: FunctionName) => LambdaFunction;
};

type Monitoring = {
  /** Where alarms say that they ring. */
  readonly topicArn: string;
  readonly dashboardName: string;
};

/** What wakes people, and what they look at then. */
export const monitoring = (scope: Construct, props: MonitoringProps): Monitoring => {
  const { settings, api, table, failureQueue, functionOf } = props;
  const topic = alarmTopic(scope, settings);
  const watch = { scope, settings, topic };
  const mailer = functionOf('sendInvitationEmail');
  const recorder = functionOf('recordChanges');
  const alarms = [
    serverErrorsAlarm(watch, api),
    delayAlarm(watch, 'MailReader', 'sendInvitationEmail', mailer),
    delayAlarm(watch, 'ChangeReader', 'recordChanges', recorder),
    parkedRecordsAlarm(watch, failureQueue),
    ...reputationAlarms(watch),
    throttledFunctionsAlarm(watch),
    throttledTableAlarm(watch, table),
    ...deployedFunctions.map(({ name }) => errorsAlarm(watch, name, functionOf(name))),
  ];
  const { dashboardName } = dashboard(scope, {
    settings,
    api,
    table,
    readers: [mailer, recorder],
    failureQueue,
    alarms,
  });
  return { topicArn: topic.topicArn, dashboardName };
};
