import { expect, test } from 'vitest';
import type { metricNames } from '#core/deployment.ts';
import { resolved, scopeOf } from '#test/lib/resolved.ts';
import { functionNames, onlyResource, resourcesOf, synthesized } from '#test/lib/synthesized.ts';
import { isFoundBy } from './metric-search.ts';

const prod = await synthesized('prod');
const { DashboardName, DashboardBody } = onlyResource(prod.running, 'AWS::CloudWatch::Dashboard').Properties;
const page = resolved(DashboardBody, scopeOf(prod));

test('the dashboard shows alarms, API, functions, emails, stream consumers and table', () => {
  expect(DashboardName).toBe('invitations-prod');
  for (const [id] of resourcesOf(prod.running, 'AWS::CloudWatch::Alarm')) expect(page).toContain(`${id}.Arn`);
  for (const metric of ['5xx', 'Latency', 'Bounce', 'IteratorAge', 'ApproximateNumberOfMessagesVisible', 'Throttle'])
    expect(page).toContain(metric);
  expect(page).toContain('`invitations-prod`');
  expect(JSON.parse(page).widgets.length).toBeLessThanOrEqual(17);
});

type Widget = {
  readonly properties: { readonly title?: string; readonly metrics?: [{ readonly expression?: string }][] };
};
const searches = new Map<string, string>(
  JSON.parse(page).widgets.flatMap(({ properties: { title, metrics = [] } }: Widget) =>
    metrics.flatMap(([{ expression }]) => (expression?.startsWith('SEARCH') ? [[title, expression]] : [])),
  ),
);

const ofFunction = (name: string, metricName: string) => ({
  namespace: 'AWS/Lambda',
  metricName,
  dimensions: { FunctionName: name },
});

test.each([
  ['Function errors', 'Errors'],
  ['Function duration (ms, p99)', 'Duration'],
])('the graph "%s" finds %s of every function of the stage and of no other stage', (title, metricName) => {
  const search = searches.get(title) ?? expect.fail(title);
  const found = (name: string, metric = metricName) => isFoundBy(search, ofFunction(name, metric));
  expect(functionNames.filter((name) => !found(`invitations-prod-${name}`))).toEqual([]);
  expect(found('invitations-dev-get-me')).toBe(false);
  expect(found('invitations-products-get-me')).toBe(false);
  expect(found('invitations-prod-get-me', 'Invocations')).toBe(false);
});

test('the graph of problems finds each code of the stage and of no other stage', () => {
  const search = searches.get('Problems by code') ?? expect.fail('no search');
  const refusals = (Stage: string) => ({
    namespace: 'Invitations',
    metricName: 'Problems' satisfies (typeof metricNames)[number],
    dimensions: { Stage, Code: 'already_a_member' },
  });
  expect([isFoundBy(search, refusals('prod')), isFoundBy(search, refusals('dev'))]).toEqual([true, false]);
});

test('these tests evaluate every search of the dashboard', () => {
  expect(page.match(/SEARCH\(/g)).toHaveLength(searches.size);
  expect(searches.size).toBe(3);
});
