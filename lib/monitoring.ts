import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
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
import type { StateStack } from './state-stack.ts';

type MonitoringProps = {
  readonly settings: StageSettings;
  readonly state: StateStack;
  readonly functionOf: (name: FunctionName) => LambdaFunction;
};

/** What wakes people, and what they look at then. */
export const monitoring = (scope: Construct, props: MonitoringProps): Dashboard => {
  const { settings, state, functionOf } = props;
  const { api, table, failureQueue, alarmTopic: topic } = state;
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
  return dashboard(scope, {
    settings,
    api,
    table,
    readers: [mailer, recorder],
    failureQueue,
    alarms,
  });
};
