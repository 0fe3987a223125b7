/**
 * List prices in US dollars, region us-east-1, without free tiers and discounts, as of November 2026. First price
 * tier of each: at the largest volume some services are cheaper.
 */
export const prices = {
  /** DynamoDB on-demand: a million request units; one gigabyte-month of storage, with point-in-time recovery. */
  readUnits: 0.125e-6,
  writeUnits: 0.625e-6,
  storedGigabytes: 0.25 + 0.2,
  /** Lambda on arm64. */
  invocations: 0.2e-6,
  gigabyteSeconds: 0.0000133334,
  /** API Gateway, HTTP API. */
  apiRequests: 1e-6,
  /** SES, without dedicated addresses. */
  emails: 0.1e-3,
  /** Cognito Essentials, the tier that allows claims in access tokens. The first 10,000 users of a month are free. */
  activeUsers: 0.015,
  /** CloudFront, to North America and Europe: a gigabyte, a request. */
  deliveredGigabytes: 0.085,
  deliveredRequests: 1e-6,
  /** CloudWatch: one gigabyte of ingested logs. */
  logGigabytes: 0.5,
  /** Per month: a secret, a metric of an alarm, a custom metric, a dashboard. */
  secrets: 0.4,
  alarmMetrics: 0.1,
  metrics: 0.3,
  dashboards: 3,
};

export const pricesAsOf = 'November 2026';
