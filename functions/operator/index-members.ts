import type { Context } from 'aws-lambda';
import { indexMembers, memberIndexing } from '#core/members/index-members.ts';
import { command } from '#functions/consumer/operator-command.ts';

// Time for the current page of members; the next call continues after it.
const leastMilliseconds = 120_000;

export const handler = (event: unknown, context: Context) =>
  command(memberIndexing, (asked) => indexMembers(asked, () => context.getRemainingTimeInMillis() > leastMilliseconds))(
    event,
    context,
  );
