import type { Context } from 'aws-lambda';
import { reconcile, reconciliation } from '#core/reconcile/reconcile.ts';
import { command } from '#functions/consumer/operator-command.ts';
import { readers } from '#functions/consumer/stream-consumers.ts';

// The command waits for the response, and an idle connection may be closed after some minutes.
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
const longestMilliseconds = 60_000;

export const handler = (event: unknown, context: Context) => {
  const least = context.getRemainingTimeInMillis() - longestMilliseconds;
  return command(reconciliation, (asked, origin) =>
    reconcile(asked, origin, readers, () => context.getRemainingTimeInMillis() > least),
  )(event, context);
};
