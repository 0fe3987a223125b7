import type { Context } from 'aws-lambda';
import { migrateTeamNames, teamNameMigration } from '#core/teams/migrate-names.ts';
import { command } from '#functions/consumer/operator-command.ts';

// Time for the last organization. The next call continues after it.
const leastMilliseconds = 120_000;

export const handler = (event: unknown, context: Context) =>
  command(teamNameMigration, (asked) =>
    migrateTeamNames(asked, () => context.getRemainingTimeInMillis() > leastMilliseconds),
  )(event, context);
