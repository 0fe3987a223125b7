import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CannotRun, startDynamodbLocal } from './dynamodb-local.ts';

const vitest = join(import.meta.dirname, '../../node_modules/.bin/vitest');

/** Runs the suite, or the tests named on the command line, on Amazon's DynamoDB Local. */
const runSuite = async (): Promise<number> => {
  const { endpoint, stop } = await startDynamodbLocal();
  try {
    const suite = spawn(vitest, ['run', ...process.argv.slice(2)], {
      env: { ...process.env, DYNAMODB_ENDPOINT: endpoint },
      stdio: 'inherit',
    });
    // Ctrl-C also reaches the suite, which ends its processes first.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => suite.kill());
    const [code] = await once(suite, 'exit');
    return Number(code ?? 1);
  } finally {
    await stop();
  }
};

runSuite().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof CannotRun ? error.message : error);
    process.exit(1);
  },
);
