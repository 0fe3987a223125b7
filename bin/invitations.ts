import { MissingHandlerError } from '#lib/functions/bundle-functions.ts';
import { SettingsError } from '#lib/settings/stage-settings.ts';
import { invitationsApp } from '#lib/stacks/invitations-app.ts';

try {
  const app = await invitationsApp();
  app.synth();
} catch (error) {
  // Errors that an operator can fix are printed without a stack trace.
  if (!(error instanceof SettingsError || error instanceof MissingHandlerError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
