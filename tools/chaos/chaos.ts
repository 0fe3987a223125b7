import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startRun } from '#test/support/local-run.ts';
import { runChaos } from '#test/system/consistency/model/at-once/chaos.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const data = await mkdtemp(join(tmpdir(), 'invitations-chaos-'));
console.log(`seed ${values.seed}, ${values.kills} kills, data in ${data}`);
const answered = await runChaos({
  seed: Number(values.seed),
  kills: Number(values.kills),
  start: () => startRun(data, '--resend-pause', '1s'),
  report: console.log,
});
console.log(`${values.kills} kills, ${answered} actions completed in between, no violation`);
