import { promises as dns } from 'node:dns';
import { clientSettings } from 'cdk-local/run-info';
import { type Place, prefixOf } from '#operator/commands/operator-functions.ts';
import { runningStack } from '#operator/local-run/running-stack.ts';
import { alarmChecks } from './alarm-checks.ts';
import { apiChecks, firewallCheck } from './api-checks.ts';
import { auditCheck } from './audit-check.ts';
import { consoleChecks } from './console-checks.ts';
import { dnsCheck, type Resolver } from './dns-check.ts';
import { examine } from './examine.ts';
import type { Check } from './finding.ts';
import { deadLetterQueueCheck, functionChecks } from './function-checks.ts';
import { mailChecks } from './mail-checks.ts';
import { memberIndexCheck } from './member-index-check.ts';
import { metricChecks } from './metric-checks.ts';
import { signInChecks } from './sign-in-checks.ts';
import type { Site } from './site.ts';
import { type DeployedStage, readStacks, siteOf } from './stage.ts';
import { tableCheck } from './table-check.ts';

type Report = (line: string) => void;

const siteChecks = (site: Site): Check[] => [...consoleChecks(site), ...apiChecks(site), ...signInChecks(site)];

/** Services outside of the deployment's account. */
type World = { readonly resolver: Resolver; readonly google: string };
const internet: World = { resolver: dns, google: 'https://accounts.google.com/' };

/** Returns the checks of the site. Without its outputs, one check reports that, and other checks still run. */
const siteChecksOf = (deployed: DeployedStage, google: string): Check[] => {
  try {
    return [...siteChecks(siteOf(deployed, google)), firewallCheck(deployed)];
  } catch (error) {
    return [{ about: 'console, API and sign-in', look: () => Promise.reject(error) }];
  }
};

/** `isFirst` adds the checks of a first deployment, which need some traffic. */
const stageChecks = (deployed: DeployedStage, { resolver, google }: World, isFirst: boolean): Check[] => [
  ...siteChecksOf(deployed, google),
  dnsCheck(() => deployed.output('DnsRecords'), resolver),
  ...mailChecks(deployed),
  tableCheck(deployed),
  auditCheck(() => deployed.output('TableName')),
  memberIndexCheck(() => deployed.output('TableName'), `--stage ${deployed.stage}`),
  ...functionChecks(deployed),
  ...alarmChecks(deployed),
  ...(isFirst ? metricChecks(deployed) : []),
];

const stacksOf = (stage: string) =>
  readStacks(stage).catch((error: Error) => {
    throw new Error(`${error.message}: the AWS SDK needs AWS_REGION, and credentials that may read the account.`);
  });

const doctorOfStage = async (stage: string, report: Report, world: World, isFirst: boolean): Promise<boolean> => {
  const { findings, deployed } = await stacksOf(stage);
  const areRight = await examine([{ about: 'stack', look: async () => findings }], report);
  if (deployed) return (await examine(stageChecks(deployed, world, isFirst), report)) && areRight;
  report('All other checks need both stacks.');
  return false;
};

const doctorOfRun = async (url: string, report: Report): Promise<boolean> => {
  const { origin } = new URL(url);
  const { awsEndpoint, clientId } = await runningStack(origin);
  const site = { consoleUrl: origin, apiUrl: origin, hostedLoginUrls: [origin], clientId, google: `${origin}/google/` };
  const queueUrl = `${awsEndpoint}/000000000000/${prefixOf({ url })}failures`;
  const replay = `npm run replay -- --url ${origin}`;
  const settings = clientSettings(awsEndpoint);
  const isRight = await examine(
    [
      ...siteChecks(site),
      auditCheck(() => 'invitations-local', settings),
      memberIndexCheck(() => 'invitations-local', `--url ${origin}`, settings),
      deadLetterQueueCheck(() => queueUrl, replay, settings),
    ],
    report,
  );
  report('Not checked in a local run: stacks, DNS, SES, backups, event source mappings, alarms and quotas.');
  return isRight;
};

/** Checks a deployment or a local run, and reports each result with what to do. Returns whether all checks passed. */
export const doctor = (place: Place, report: Report, world = internet, isFirst = false): Promise<boolean> =>
  'url' in place ? doctorOfRun(place.url, report) : doctorOfStage(place.stage, report, world, isFirst);
