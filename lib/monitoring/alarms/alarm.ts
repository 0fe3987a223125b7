import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/** Period of most alarms. */
export const fiveMinutes = Duration.minutes(5);

export type Watch = {
  readonly scope: Construct;
  readonly settings: StageSettings;
  readonly topic: Topic;
};

type AlarmKind = {
  readonly id: string;
  readonly name: string;
  /** The problem, in one sentence. */
  readonly description: string;
  /** Heading in docs/operations.md that says what to do. @default the name */
  readonly runbook?: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /**
   * Number of data points that must reach the threshold. CloudWatch evaluates every minute, over data points that end in
   * that minute, so data that arrives late is missing from some of them.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
   * @default one of one
   */
  readonly dataPoints?: { readonly toAlarm: number; readonly of: number };
};

export const alarm = ({ scope, settings, topic }: Watch, kind: AlarmKind): Alarm => {
  const { toAlarm, of } = kind.dataPoints ?? { toAlarm: 1, of: 1 };
  const made = new Alarm(scope, kind.id, {
    alarmName: `invitations-${settings.stage}-${kind.name}`,
    alarmDescription: `${kind.description} What to do: ${settings.runbookUrl}#${kind.runbook ?? kind.name}`,
    metric: kind.metric,
    threshold: kind.threshold,
    evaluationPeriods: of,
    datapointsToAlarm: toAlarm,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  made.addAlarmAction(new SnsAction(topic));
  made.addOkAction(new SnsAction(topic));
  return made;
};

/**
 * Returns a metric that is 1 while a condition over several metrics holds. Use `FILL(name, 0)` for missing data.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export const whether = (condition: string, label: string, usingMetrics: Record<string, IMetric>, period: Duration) =>
  new MathExpression({ expression: `IF(${condition}, 1, 0)`, label, period, usingMetrics });

/** Returns the sum of several metrics. A metric without data counts as 0. */
export const sumOf = (usingMetrics: Record<string, IMetric>, period: Duration): MathExpression =>
  new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    period,
    usingMetrics,
  });

/** Returns the value of the previous period, for an expression without missing data. */
export const before = (name: string): string => `(${name} - DIFF(${name}))`;
