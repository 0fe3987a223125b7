/** `npm start`, but for functions whose calls to AWS go wrong by chance: `FAULT_SHARE` of all, 5 % unless it says otherwise. */
import { whenAskedToEnd } from 'cdk-local/on-shutdown-signal';
import { startLocal } from '#operator/local-run/start-local.ts';
import { startOptions } from '#operator/local-run/start-options.ts';
import { faultSeed, spoiled } from '#test/support/chance.ts';

const options = startOptions(process.argv.slice(2), process.env);
if (options === 'help') throw new Error('The flags are those of npm start.');
const intercept = spoiled(faultSeed(), Number(process.env.FAULT_SHARE ?? 0.05));
// What functions fail for, and what does not come back is of interest: a line each.
const run = await startLocal({ ...options, seeded: false, intercept, report: console.error });
whenAskedToEnd(() => void run.stop().then(() => process.exit(0)));
console.log(`API ${run.url}/v1\nready`);
