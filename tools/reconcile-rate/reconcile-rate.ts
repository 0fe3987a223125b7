import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startTableEngine } from 'cdk-local/dynamodb-engine';
import { environment } from '#core/deployment.ts';

const { values } = parseArgs({ options: { invitations: { type: 'string', default: '60000' } } });
const count = Number(values.invitations);
const unrecordedEach = 100;
// The time limit of one call of the function.
const longestMilliseconds = 60_000;

const folder = await mkdtemp(join(tmpdir(), 'invitations-reconcile-'));
const engine = await startTableEngine(join(folder, 'table.sqlite'), process.env.DYNAMODB_ENDPOINT || undefined);
Object.assign(process.env, {
  AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  [environment.tableName]: `test-${randomUUID()}`,
});

// These modules read the environment when they are loaded.
const { createTable } = await import('#test/support/create-table.ts');
const { organizationWithMany } = await import('#test/support/many-invitations.ts');
const { operator, present } = await import('#test/support/organization.ts');
const { recordChange } = await import('#core/audit/record.ts');
const { reconcile, reconciliation } = await import('#core/reconcile/reconcile.ts');

const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);

await createTable(process.env[environment.tableName] ?? '');
const writing = performance.now();
const { organizationId } = await organizationWithMany({ count, unrecordedEach });
console.log(`${count} invitations written in ${seconds(writing)} s`);

const readers = {
  recordChange: async (item: unknown) => void (await recordChange(item, undefined, present())),
  removeClaim: async () => undefined,
  sendEmail: async () => undefined,
};
let [calls, auditEvents, failed] = [0, 0, 0];
let after: string | null = null;
const start = performance.now();
do {
  const asked = reconciliation.parse({ organizationId, olderThanSeconds: 0, ...(after !== null && { after }) });
  const end = performance.now() + longestMilliseconds;
  const answer = await reconcile(asked, operator(), readers, () => performance.now() < end);
  calls += 1;
  auditEvents += answer.auditEvents;
  failed += answer.failed;
  after = answer.next;
  console.log(`call ${calls}: ${JSON.stringify({ ...answer, next: answer.next !== null })}`);
} while (after !== null);
const taken = performance.now() - start;
console.log(
  `reconciled in ${seconds(start)} s, ${calls} calls, ${Math.round((count / taken) * 1_000)} invitations a second`,
);
console.log(`${auditEvents} audit events written, ${failed} repairs failed`);

await engine.stop();
await rm(folder, { recursive: true });
