import { compileFunction } from 'node:vm';
import type { Resource } from '#test/lib/synthesized.ts';

/** A data point of a metric, with times in minutes. */
export type Sample = {
  readonly at: number;
  /** @default the time of the event */
  readonly arrivesAt?: number;
  /** @default 1 */
  readonly value?: number;
};
export type Samples = Readonly<Record<string, readonly Sample[]>>;

type Part = {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: { readonly Period: number; readonly Stat: string };
  readonly ReturnData?: boolean;
};

const statistics: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SampleCount: (values) => values.length,
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Maximum: (values) => Math.max(...values),
};

const functions = {
  FILL: (value: number | undefined, otherwise: number) => value ?? otherwise,
  IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
};

type Values = Readonly<Record<string, (back: number) => number | undefined>>;
type Expression = (values: Values, back: number) => number | undefined;

/** An expression for one period, counted back from the latest. `DIFF(name)` is the change since the previous period. */
const compiled = (expression: string, names: readonly string[]): Expression => {
  const source = expression
    .replaceAll(' AND ', ' && ')
    .replace(/DIFF\((\w+)\)/g, '($1 - $1__before)')
    .replace(/\b[a-z]\w*\b/g, (name) => {
      const [id = '', isBefore] = name.split('__');
      if (!names.includes(id)) throw new Error(`${name} is no metric of this alarm.`);
      return `values.${id}(${isBefore ? 'back + 1' : 'back'})`;
    });
  const run = compileFunction(`return ${source}`, ['FILL', 'IF', 'values', 'back']);
  return (values, back) => run(functions.FILL, functions.IF, values, back);
};

const measured = (samples: readonly Sample[], { Period, Stat }: NonNullable<Part['MetricStat']>, now: number) => {
  const minutes = Period / 60;
  return (back: number): number | undefined => {
    const [from, to] = [now - (back + 1) * minutes, now - back * minutes];
    const values = samples
      .filter(({ at, arrivesAt = at }) => at >= from && at < to && arrivesAt <= now)
      .map(({ value = 1 }) => value);
    return values.length === 0 ? undefined : statistics[Stat]?.(values);
  };
};

/**
 * Returns whether an alarm rings at a minute, from the data points that have arrived. Reads only the evaluated periods,
 * so `DIFF` of the oldest has no value; CloudWatch may read more.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export const ringer = ({ Properties }: Pick<Resource, 'Properties'>, samples: Samples) => {
  const { EvaluationPeriods, DatapointsToAlarm, Threshold } = Properties;
  const parts: readonly Part[] = Properties.Metrics;
  const names = parts.map(({ Id }) => Id);
  const unknown = Object.keys(samples).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`${unknown} is no metric of this alarm.`);
  const expressions = parts.map(({ Expression }) => Expression && compiled(Expression, names));
  return (now: number): boolean => {
    const values: Record<string, (back: number) => number | undefined> = {};
    for (const [n, { Id, MetricStat }] of parts.entries()) {
      const expression = expressions[n];
      const of = MetricStat && measured(samples[Id] ?? [], MetricStat, now);
      values[Id] = (back) =>
        back < EvaluationPeriods ? (of?.(back) ?? (expression ? expression(values, back) : undefined)) : undefined;
    }
    const result = values[parts.find(({ ReturnData }) => ReturnData)?.Id ?? ''];
    const points = Array.from({ length: EvaluationPeriods }, (_, back) => result?.(back) ?? 0);
    return points.filter((point) => point >= Threshold).length >= DatapointsToAlarm;
  };
};
