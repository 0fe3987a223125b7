import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FunctionWorkers, startFunctionWorkers } from '../../src/functions/function-workers.ts';
import type { FunctionDefinition } from '../../src/template/functions.ts';
import { temporaryFolder } from './assembly.ts';

const nowhere = 'http://127.0.0.1:9';
const aws = { endpoint: nowhere, accessKeyOf: () => 'local' };

/** Returns a function with this source of its index.mjs. */
export const functionWith = (source: string, differences: Partial<FunctionDefinition> = {}): FunctionDefinition => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'index.mjs'), source);
  return {
    name: 'fixture',
    arn: 'arn:aws:lambda:eu-central-1:000000000000:function:fixture',
    folder,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    environment: {},
    memoryMegabytes: 128,
    timeoutSeconds: 20,
    concurrency: 4,
    ...differences,
  };
};

/** Starts function workers for one test. Collects their reports. */
export const workersForTest = (): FunctionWorkers & { readonly logs: string; readonly reports: string[] } => {
  const logs = temporaryFolder();
  const reports: string[] = [];
  const workers = startFunctionWorkers({ aws, logs, report: (line) => reports.push(line) });
  onTestFinished(() => workers.stop());
  return { ...workers, logs, reports };
};
