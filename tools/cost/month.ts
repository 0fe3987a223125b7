import { calls, perCall, perInvitation, triggers } from './invitation-life.ts';
import type { LedgerRow } from './ledger-rows.ts';
import { prices } from './prices.ts';
import type { Standing } from './standing.ts';

/** A monthly bill in US dollars, by item. */
export type Bill = Readonly<Record<string, number>>;

const kilobytesPerGigabyte = 1e6;
const monthsKept = 12;

const timesOf = (shares: readonly { readonly times: number }[]) => shares.reduce((sum, { times }) => sum + times, 0);

/** Returns the capacity units of an invitation's whole life. Throws if the ledger lacks a row. */
export const unitsOfOne = (ledger: ReadonlyMap<string, LedgerRow>): LedgerRow =>
  [...calls, ...triggers].reduce(
    (sum, { row, times }) => {
      const units = ledger.get(row);
      if (units === undefined) throw new Error(`docs/performance.md has no row "${row}".`);
      return {
        readUnits: sum.readUnits + times * units.readUnits,
        writeUnits: sum.writeUnits + times * units.writeUnits,
      };
    },
    { readUnits: 0, writeUnits: 0 },
  );

/** Returns the bill of a month with a number of new invitations, after one year at the same rate. */
export const billOf = (invitations: number, ledger: ReadonlyMap<string, LedgerRow>, standing: Standing): Bill => {
  const { readUnits, writeUnits } = unitsOfOne(ledger);
  const apiCalls = timesOf(calls);
  const invocations = apiCalls + timesOf(triggers);
  const gigabyteSeconds = (invocations * perCall.milliseconds * perCall.memoryGigabytes) / 1000;
  const stored = (perInvitation.storedKilobytes / kilobytesPerGigabyte) * monthsKept;
  const delivered = perInvitation.deliveredKilobytes / kilobytesPerGigabyte;
  const each = {
    'DynamoDB, writes': writeUnits * prices.writeUnits,
    'DynamoDB, reads': readUnits * prices.readUnits,
    'DynamoDB, a year of data with its backup': stored * prices.storedGigabytes,
    Lambda: invocations * prices.invocations + gigabyteSeconds * prices.gigabyteSeconds,
    'API Gateway': apiCalls * prices.apiRequests,
    SES: perInvitation.emails * prices.emails,
    Cognito: perInvitation.activeUsers * prices.activeUsers,
    CloudFront: delivered * prices.deliveredGigabytes + perInvitation.deliveredRequests * prices.deliveredRequests,
    'CloudWatch Logs': ((invocations * perCall.logKilobytes) / kilobytesPerGigabyte) * prices.logGigabytes,
  };
  const growing = Object.entries(each).map(([name, dollars]) => [name, dollars * invitations] as const);
  return {
    ...Object.fromEntries(growing),
    'Secrets, at any volume': standing.secrets * prices.secrets,
    'Alarms, metrics and dashboard, at any volume':
      standing.alarmMetrics * prices.alarmMetrics +
      standing.metrics * prices.metrics +
      standing.dashboards * prices.dashboards,
  };
};
