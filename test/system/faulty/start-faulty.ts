/** `npm start`, but for functions whose calls to AWS go wrong by chance: `FAULT_SHARE` of all, 5 % unless it says otherwise. */
import { runProcess } from 'cdk-local/run-process';
import { startLocal } from '#operator/local-run/start-local.ts';
import { startOptions } from '#operator/local-run/start-options.ts';
import { faultSeed, spoiled } from '#test/support/chance.ts';

const options = startOptions(process.argv.slice(2), process.env);
if (options === 'help') throw new Error('The flags are those of npm start.');
const intercept = spoiled(faultSeed(), Number(process.env.FAULT_SHARE ?? 0.05));
// What functions fail for, and what does not come back is of interest: a line each.
runProcess(
  () => startLocal({ ...options, seeded: false, intercept, report: console.error }),
  ({ url }) => `API ${url}/v1\nready`,
);
