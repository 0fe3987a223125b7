import { parseArgs } from 'node:util';
import { doctor } from '#operator/doctor/doctor.ts';
import { placeOf } from './operator-functions.ts';

const usage = 'Usage: npm run --silent doctor -- [--url http://localhost:3000 | --stage STAGE]';

try {
  const { values } = parseArgs({ options: { url: { type: 'string' }, stage: { type: 'string' } } });
  if (values.url !== undefined && values.stage !== undefined) throw new Error(usage);
  const isRight = await doctor(placeOf(values), (line) => console.log(line));
  process.exitCode = isRight ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
