import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { problems } from '#core/contract/problems.ts';
import { metricNames } from '#core/deployment.ts';
import { invitationsApp } from '#lib/stacks/invitations-app.ts';
import { withoutCode } from './placeholder-assets.ts';

/** Number of resources whose cost does not depend on traffic. */
export type Standing = Readonly<Record<'secrets' | 'alarms' | 'alarmMetrics' | 'metrics' | 'dashboards', number>>;

const template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.looseObject({}).optional() })),
});
const alarm = z.object({ Metrics: z.array(z.object({ MetricStat: z.looseObject({}).optional() })).optional() });
const stage = z.object({ DefaultRouteSettings: z.object({ DetailedMetricsEnabled: z.boolean().default(false) }) });

type Resource = z.output<typeof template>['Resources'][string];

const resourcesOfProd = async (): Promise<Resource[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'invitations-cost-'));
  try {
    const app = await invitationsApp({ context: { stage: 'prod', googleClientId: 'any' }, ...withoutCode(folder) });
    return app.synth().stacks.flatMap(({ template: text }) => Object.values(template.parse(text).Resources));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Returns the number of metrics that an alarm is charged for: with metric math, each metric that it uses. */
const metricsIn = ({ Properties }: Resource): number => {
  const { Metrics } = alarm.parse(Properties);
  return Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1;
};

// Count, 4xx, 5xx, latency twice, bytes.
const metricsOfRoute = 6;

/** Counts them in the templates of prod. Problems have one metric per code, so at most as many as there are codes. */
export const standing = async (): Promise<Standing> => {
  const resources = await resourcesOfProd();
  const of = (type: string) => resources.filter(({ Type }) => Type === type);
  const isDetailed = of('AWS::ApiGatewayV2::Stage').some(
    ({ Properties }) => stage.parse(Properties).DefaultRouteSettings.DetailedMetricsEnabled,
  );
  const alarms = of('AWS::CloudWatch::Alarm');
  return {
    secrets: of('AWS::SecretsManager::Secret').length,
    alarms: alarms.length,
    alarmMetrics: alarms.reduce((sum, one) => sum + metricsIn(one), 0),
    metrics:
      metricNames.length -
      1 +
      Object.keys(problems).length +
      of('AWS::Logs::MetricFilter').length +
      (isDetailed ? metricsOfRoute * of('AWS::ApiGatewayV2::Route').length : 0),
    dashboards: of('AWS::CloudWatch::Dashboard').length,
  };
};
