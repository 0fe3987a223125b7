import { parseArgs } from 'node:util';
import { quantile } from '#tools/benchmark/load.ts';
import { type Fairness, measureFairness } from './measure-fairness.ts';

const { values } = parseArgs({
  options: {
    // Emails per second. Default: SES's own, then no limit.
    rate: { type: 'string' },
    invitations: { type: 'string', default: '1000' },
    others: { type: 'string', default: '9' },
  },
});
const rates = values.rate === undefined ? [14, Number.POSITIVE_INFINITY] : [Number(values.rate)];
const load = { invitations: Number(values.invitations), others: Number(values.others) };

const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;

const cells = (perSecond: number, fairness: Fairness): string[] => [
  perSecond === Number.POSITIVE_INFINITY ? 'none' : `${perSecond} per second`,
  String(load.invitations),
  seconds(fairness.bulk),
  perSecond === Number.POSITIVE_INFINITY ? '' : `${Math.round(fairness.share * 100)} %`,
  seconds(quantile(fairness.others, 0.95)),
  seconds(fairness.own),
  `${fairness.throttled} of ${fairness.asked} calls`,
  String(fairness.duplicates),
  seconds(fairness.audit),
  `${Math.round(fairness.processor)} ms`,
];

const row = (columns: readonly string[]): string => `| ${columns.join(' | ')} |`;

const heads = ['SES limit', 'invitations', 'all sent after', 'share of the rate', 'p95 of other organizations'];
const more = ['own single one', 'throttled by SES', 'sent twice', 'audit log complete after', 'processor per email'];
const rows: string[] = [];
for (const perSecond of rates) rows.push(row(cells(perSecond, await measureFairness({ ...load, perSecond }))));
console.log([row([...heads, ...more]), row([...heads, ...more].map(() => '---:')), ...rows].join('\n'));
