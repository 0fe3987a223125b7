import type { Context } from 'aws-lambda';
import { reconcile, reconciliation } from '#core/reconcile/reconcile.ts';
import { command } from './command.ts';
import { readers } from './stream-readers.ts';

// The last organization may take this long; the next call goes on after it.
const leastMilliseconds = 120_000;

export const handler = (event: unknown, context: Context) =>
  command(reconciliation, (asked, origin) =>
    reconcile(asked, origin, readers, () => context.getRemainingTimeInMillis() > leastMilliseconds),
  )(event, context);
