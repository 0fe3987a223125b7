import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTableEngine } from 'cdk-local/dynamodb-engine';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    dynamodbEndpoint: string;
  }
}

/** Starts one DynamoDB for all test files, which create their own tables. */
export const setup = async (project: TestProject) => {
  const folder = await mkdtemp(join(tmpdir(), 'invitations-test-'));
  const engine = await startTableEngine(join(folder, 'table.sqlite'), process.env.DYNAMODB_ENDPOINT || undefined);
  project.provide('dynamodbEndpoint', engine.endpoint);
  return async () => {
    await engine.stop();
    await rm(folder, { recursive: true });
  };
};
