import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { deployedFunctions, type FunctionName } from '#lib/functions/deployed-functions.ts';
import type { StageSettings } from '#lib/settings/stage-settings.ts';
import type { StateStack } from '#lib/stacks/state-stack.ts';
import { refusedTokensAlarm, serverErrorsAlarm, throttledApiAlarm } from './alarms/api-alarms.ts';
import {
  changesNotRecordedAlarm,
  deadLetterAlarm,
  delayAlarm,
  emailsNotLeavingAlarm,
} from './alarms/consumer-alarms.ts';
import {
  emailLimitAlarm,
  emailQuotaAlarm,
  pausedAlarm,
  reputationAlarms,
  undeliveredAlarm,
} from './alarms/email-alarms.ts';
import { emailQueueAlarms } from './alarms/email-queue-alarms.ts';
import { errorsAlarm, throttledFunctionsAlarm } from './alarms/function-alarms.ts';
import { adminsAddedAlarm } from './alarms/member-alarms.ts';
import { signInFailingAlarm, signInThrottledAlarm } from './alarms/sign-in-alarms.ts';
import { throttledTableAlarm } from './alarms/table-alarms.ts';
import { dashboard } from './dashboard.ts';
import { savedQueries } from './saved-queries.ts';

type MonitoringProps = {
  readonly settings: StageSettings;
  readonly state: StateStack;
  readonly accessLog: ILogGroup;
  readonly functionOf: (name: FunctionName) => LambdaFunction;
};

const alarmsOf = (scope: Construct, { settings, state, accessLog, functionOf }: MonitoringProps): Alarm[] => {
  const watch = { scope, settings, topic: state.alarmTopic };
  const emails = functionOf('queueEmails');
  const recorder = functionOf('recordChanges');
  return [
    serverErrorsAlarm(watch, state.api),
    throttledApiAlarm(watch, accessLog),
    refusedTokensAlarm(watch, accessLog),
    delayAlarm(watch, 'EmailReader', 'queueEmails', emails),
    delayAlarm(watch, 'ChangeReader', 'recordChanges', recorder),
    emailsNotLeavingAlarm(watch),
    changesNotRecordedAlarm(watch, emails, recorder),
    deadLetterAlarm(watch, state.deadLetterQueue),
    ...emailQueueAlarms(watch, state.emailQueues),
    undeliveredAlarm(watch),
    pausedAlarm(watch),
    emailLimitAlarm(watch),
    adminsAddedAlarm(watch),
    ...reputationAlarms(watch),
    emailQuotaAlarm(watch),
    throttledFunctionsAlarm(watch),
    throttledTableAlarm(watch, state.table),
    signInFailingAlarm(watch, state.signIn),
    signInThrottledAlarm(watch, state.signIn),
    ...deployedFunctions.map(({ name }) => errorsAlarm(watch, name, functionOf(name))),
  ];
};

/** Creates saved queries, alarms and the dashboard. */
export const monitoring = (scope: Construct, props: MonitoringProps): Dashboard => {
  const { settings, state, accessLog, functionOf } = props;
  savedQueries(scope, settings, [accessLog, ...deployedFunctions.map(({ name }) => functionOf(name).logGroup)]);
  return dashboard(scope, {
    settings,
    api: state.api,
    table: state.table,
    readers: [functionOf('queueEmails'), functionOf('recordChanges')],
    deadLetterQueue: state.deadLetterQueue,
    emailQueues: state.emailQueues,
    alarms: settings.alarms ? alarmsOf(scope, props) : [],
  });
};
