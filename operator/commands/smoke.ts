import { parseArgs } from 'node:util';
import { runSmokeTest } from '#operator/smoke-test/run-smoke-test.ts';
import { placeOf } from './operator-functions.ts';

const usage = 'Usage: npm run --silent smoke -- [--wait SECONDS] [--url http://localhost:3000 | --stage STAGE]';

const readArguments = () => {
  const options = { url: { type: 'string' }, stage: { type: 'string' }, wait: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const { url, stage, wait = '300' } = values;
  if ((url !== undefined && stage !== undefined) || !/^\d{1,4}$/.test(wait)) throw new Error(usage);
  const end = performance.now() + Number(wait) * 1_000;
  return { place: placeOf({ url, stage }), hasTime: () => performance.now() < end };
};

try {
  await runSmokeTest({ ...readArguments(), report: (line) => console.log(line) });
  console.log('The smoke test has passed.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
