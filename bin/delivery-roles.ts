import { App } from 'aws-cdk-lib';
import { DeliveryRolesStack } from '#lib/delivery-roles-stack.ts';
import { SettingsError } from '#lib/stage-settings.ts';

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
