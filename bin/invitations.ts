import { MissingHandlerError } from '#lib/functions/bundle-functions.ts';
import { SettingsError } from '#lib/settings/stage-settings.ts';
import { invitationsApp } from '#lib/stacks/invitations-app.ts';

try {
  const app = await invitationsApp();
  app.synth();
} catch (error) {
  // What an operator can mend is told in one sentence; anything else is ours and keeps its stack.
  if (!(error instanceof SettingsError || error instanceof MissingHandlerError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
