import { App } from 'aws-cdk-lib';
import { SettingsError } from '#lib/settings/stage-settings.ts';
import { DeliveryRolesStack } from '#lib/stacks/delivery-roles-stack.ts';

// `npx cdk deploy --app 'node_modules/.bin/node bin/delivery-roles.ts' -c stage=... -c repository=owner/name`
try {
  const app = new App({ analyticsReporting: false });
  new DeliveryRolesStack(app);
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
