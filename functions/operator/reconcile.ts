import type { Context } from 'aws-lambda';
import { reconcile, reconciliation } from '#core/reconcile/reconcile.ts';
import { command } from '#functions/consumer/operator-command.ts';
import { readers } from '#functions/consumer/stream-consumers.ts';

// Whoever calls waits for the answer, and a connection on which nothing comes for minutes may be cut on its way.
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
const longestMilliseconds = 60_000;

export const handler = (event: unknown, context: Context) => {
  const least = context.getRemainingTimeInMillis() - longestMilliseconds;
  return command(reconciliation, (asked, origin) =>
    reconcile(asked, origin, readers, () => context.getRemainingTimeInMillis() > least),
  )(event, context);
};
