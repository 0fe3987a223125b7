import { parseArgs } from 'node:util';
import { doctor } from '#operator/doctor/doctor.ts';
import { placeOf } from './operator-functions.ts';

const usage = 'Usage: npm run --silent doctor -- [--url http://localhost:3000 | --stage STAGE [--first]]';

try {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, stage: { type: 'string' }, first: { type: 'boolean' } },
  });
  const { url, stage, first = false } = values;
  if ((url !== undefined && stage !== undefined) || (first && stage === undefined)) throw new Error(usage);
  const isRight = await doctor(placeOf({ url, stage }), console.log, undefined, first);
  process.exitCode = isRight ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
