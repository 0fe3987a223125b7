import { calls, perCall, perInvitation, triggers } from './invitation-life.ts';
import { ledgerRows } from './ledger-rows.ts';
import { billOf, unitsOfOne } from './month.ts';
import { prices, pricesAsOf } from './prices.ts';
import { type Standing, standing } from './standing.ts';

const volumes = [1_000, 100_000, 10_000_000];

const rule = (cell: string): string => (/^[*$\d]/.test(cell) ? '---:' : '---');

// Columns of numbers are set to the right.
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, (rows[0] ?? []).map(rule), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const dollars = (amount: number): string =>
  `$${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

const total = (bill: Readonly<Record<string, number>>): number =>
  Object.values(bill).reduce((sum, amount) => sum + amount, 0);

const standingParagraph = ({ secrets, alarms, alarmMetrics, metrics, dashboards }: Standing): string =>
  `Counted in the template of prod, and paid at any volume: ${secrets} secrets, ${alarms} alarms that look at ${alarmMetrics} metrics, ${dashboards} dashboard, and up to ${metrics} metrics of our own: a metric is paid in months in which something is written to it, and each code that a caller can be refused with is one. CloudWatch has ten metrics, ten alarms and three dashboards of an account free. A stage without alarms (dev) pays none of the alarms.`;

/** `docs/cost.md`, made from the ledger, the template of prod and the price list. */
export const costPage = async (): Promise<string> => {
  const ledger = ledgerRows();
  const counted = await standing();
  const bills = volumes.map((volume) => billOf(volume, ledger, counted));
  const units = unitsOfOne(ledger);
  const lines = Object.keys(bills[0] ?? {}).map((name) => [name, ...bills.map((bill) => dollars(bill[name] ?? 0))]);
  const beside = bills.map((bill) => dollars(total(bill) - (bill.Cognito ?? 0)));
  const freeUsers = dollars(prices.activeUsers * 10_000);
  return `# Cost

Made by \`npm run cost\` from the measured units in [performance.md](performance.md) and the price list below. It is an estimate to plan with, not a bill: what is measured and what is assumed stands beside it.

## A month

List prices of us-east-1 as of ${pricesAsOf}, free tiers and discounts left out, a year after the start at the same rate.

${table(
  ['new invitations a month', ...volumes.map((volume) => volume.toLocaleString('en'))],
  [
    ...lines,
    ['**All**', ...bills.map((bill) => `**${dollars(total(bill))}**`)],
    ['All but Cognito', ...beside],
    [
      'For a thousand invitations',
      ...bills.map((bill, index) => dollars((total(bill) / (volumes[index] ?? 1)) * 1000)),
    ],
  ],
)}

Cognito's active users are most of it. The first 10,000 of a month are free (${freeUsers} less), and at millions its price is a matter for a contract.

${standingParagraph(counted)}

## What one invitation is taken to cause

Measured: ${units.readUnits.toFixed(1)} read units and ${units.writeUnits.toFixed(1)} write units in its whole life, from the rows below.

${table(
  ['row of the ledger', 'times', 'because'],
  [...calls, ...triggers].map(({ row, times, because }) => [row, String(times), because]),
)}

Assumed, and to be corrected from the first bills:

| what | how much |
| --- | --- |
| emails | ${perInvitation.emails} |
| people who sign in that month | ${perInvitation.activeUsers} |
| kept for good | ${perInvitation.storedKilobytes.toFixed(1)} kB, copies in both indexes included |
| delivered by CloudFront | ${perInvitation.deliveredKilobytes} kB in ${perInvitation.deliveredRequests} requests |
| billed time of a function call | ${perCall.milliseconds} ms at ${perCall.memoryGigabytes} GB |
| logs of a function call | ${perCall.logKilobytes} kB |

Not in it: data transfer out of API Gateway (about 3 kB a call), traces beyond the sampled ones, the failure queue, and the web application firewall of the setting \`waf\` ($8 a month, $0.60 a million requests, and a third secret).

## Prices

| what | dollars |
| --- | ---: |
${Object.entries(prices)
  .map(([name, price]) => `| ${name} | ${price < 0.001 ? `${(price * 1e6).toFixed(4)} a million` : price} |`)
  .join('\n')}

They stand in \`tools/cost/prices.ts\`; after changing them, or the ledger, run \`npm run cost\`.
`;
};
