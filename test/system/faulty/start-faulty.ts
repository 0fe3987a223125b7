/** `npm start` with random faults in the AWS calls of functions: `FAULT_SHARE`, 5 % by default. */
import { runProcess } from 'cdk-local/run-process';
import { startLocal } from '#operator/local-run/start-local.ts';
import { startOptions } from '#operator/local-run/start-options.ts';
import { faultSeed, randomFaults } from '#test/support/chance.ts';

const options = startOptions(process.argv.slice(2), process.env);
if (options === 'help') throw new Error('The flags are those of npm start.');
const intercept = randomFaults(faultSeed(), Number(process.env.FAULT_SHARE ?? 0.05));
// Reports errors of functions and lost responses, one line each.
runProcess(
  () => startLocal({ ...options, seeded: false, intercept, report: console.error }),
  ({ url }) => `API ${url}/v1\nready`,
);
