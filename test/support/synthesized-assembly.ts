import { synthesize } from 'cdk-local/synthesize';
import { localApp } from '#operator/local-run/local-app.ts';

/** Returns the folder of this repository's CDK app, synthesized for stage `local`. */
export const synthesizedAssembly = (): Promise<string> => synthesize(localApp);
