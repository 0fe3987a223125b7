import type { MetricName } from '#core/deployment.ts';

/**
 * A metric that CloudWatch extracts from log lines (embedded metric format).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export type Metric = {
  readonly name: MetricName;
  readonly value: number;
  readonly unit: 'Count' | 'Milliseconds';
};

const namespace = 'Invitations';

/** Returns the stage from the function's name: `invitations-prod-record-changes` → `prod`. */
const stage = (): string => process.env.AWS_LAMBDA_FUNCTION_NAME?.split('-')[1] ?? 'none';

/** Returns the X-Ray trace id of this invocation. Invocations through the stream have another one. */
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
 * Writes one line of JSON, with embedded metrics; `dimensions` are additional attributes of the line to split them by.
 * Does not use `console`, whose prefix would prevent CloudWatch from parsing the metrics.
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
    // A failed log write must not fail an operation that succeeded.
  }
};

/** Returns the log fields of an error. */
export const errorFacts = (error: unknown): Facts => ({
  error: String(error),
  ...(error instanceof Error && { stack: error.stack }),
});
