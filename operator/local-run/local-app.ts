import { resolve } from 'node:path';
import type { CdkApp } from 'cdk-local/synthesize';

/** This repository's CDK app for stage `local`. */
export const localApp: CdkApp = {
  directory: resolve(import.meta.dirname, '../..'),
  command: [process.execPath, 'bin/invitations.ts'],
  context: { stage: 'local' },
  // Tests and `cdk` validate the templates. Here it would delay the first start by a second.
  environment: { CDK_VALIDATION: 'false' },
  sources: [
    'bin/**/*.ts',
    'lib/**/*.ts',
    'core/**/*.ts',
    'functions/**/*.ts',
    'console/{src,public}/**/*.*',
    'console/*.{ts,html,json}',
    'package-lock.json',
    'cdk.json',
  ],
  cache: 'node_modules/.cache/invitations/assembly',
};
