import type { MetricName } from '#core/deployment.ts';

/**
 * A number for CloudWatch: it reads them out of log lines by itself (embedded metric format).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export type Metric = {
  readonly name: MetricName;
  readonly value: number;
  readonly unit: 'Count' | 'Milliseconds';
};

const namespace = 'Invitations';

/** `invitations-prod-record-changes` is of stage prod. */
const stage = (): string => process.env.AWS_LAMBDA_FUNCTION_NAME?.split('-')[1] ?? 'none';

/** The trace of this call, as X-Ray names it. Another call that comes of it by way of a stream has another one. */
const traceId = (): string | undefined => /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? '')?.[1];

const embedded = (metrics: readonly Metric[], dimensions: readonly string[]) => ({
  _aws: {
    Timestamp: Date.now(),
    CloudWatchMetrics: [
      {
        Namespace: namespace,
        Dimensions: [['Stage', ...dimensions]],
        Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
      },
    ],
  },
  Stage: stage(),
  ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
});

type Facts = Readonly<Record<string, unknown>>;

/**
 * Writes one line of JSON, with the numbers in it that CloudWatch is to keep; `dimensions` are attributes of the line that split them. Not by
 * `console`, whose prefix would keep CloudWatch from reading them.
 */
export const logLine = (
  level: 'info' | 'error',
  facts: Facts,
  metrics: readonly Metric[] = [],
  dimensions: readonly string[] = [],
): void => {
  const line = { level, ...facts, traceId: traceId(), ...(metrics.length > 0 && embedded(metrics, dimensions)) };
  try {
    process.stdout.write(`${JSON.stringify(line)}\n`);
  } catch {
    // What was done is done, written down or not: nobody is told that it failed.
  }
};

/** What went wrong, for a line. */
export const errorFacts = (error: unknown): Facts => ({
  error: String(error),
  ...(error instanceof Error && { stack: error.stack }),
});
