import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startLocal } from '#operator/local-run/start-local.ts';
import { clientOf } from '#test/system/consistency/model/client.ts';
import { streamMarkers } from '#test/system/consistency/model/stream-markers.ts';
import { auditDelays } from './audit-delays.ts';
import { inviteAll, someOrganization } from './inviting.ts';
import { sendingRate } from './sending-rate.ts';

const { values } = parseArgs({
  options: { rate: { type: 'string', default: '14' }, invitations: { type: 'string', default: '200' } },
});
const [perSecond, invitations] = [Number(values.rate), Number(values.invitations)];

const ses = sendingRate(perSecond);
const data = await mkdtemp(join(tmpdir(), 'invitations-mail-rate-'));
const options = { port: 0, data, seeded: false, intercept: ses.intercept, report: console.error };
const { url, awsEndpoint, stop } = await startLocal(options);
const client = await clientOf(url, Date.now);

const maxStallMilliseconds = 120_000;

/** Waits until `count` reaches `expected`. Throws if it stops growing. */
const waitForCount = async (what: string, expected: number, count: () => number | Promise<number>): Promise<void> => {
  let [seen, since] = [0, performance.now()];
  while (seen < expected) {
    const now = await count();
    if (now > seen) [seen, since] = [now, performance.now()];
    if (performance.now() - since > maxStallMilliseconds) throw new Error(`Stalled: ${seen} of ${expected} ${what}`);
    await pause(500);
  }
};

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);

const big = await someOrganization(client);
const neighbor = await someOrganization(client);
// Waits for the emails of the setup.
await (await streamMarkers(client)).passed({ mailer: true });
const before = { ...ses.counts };

const start = Date.now();
await inviteAll(
  big,
  Array.from({ length: invitations }, (_, n) => `person-${n}@big.test`),
);
const stored = Date.now();
await inviteAll(neighbor, ['person@neighbor.test']);

await waitForCount('emails were accepted', before.taken + invitations + 1, () => ses.counts.taken);
await waitForCount(
  'are in the audit log',
  invitations,
  async () => (await auditDelays(awsEndpoint, big.organizationId)).length,
);
const mails = (await client.mails()).filter(({ to }) => to.startsWith('person'));
const lastOf = (domain: string): number =>
  Math.max(...mails.filter(({ to }) => to.endsWith(domain)).map(({ sentAt }) => Date.parse(sentAt)));
const mailed = lastOf('@big.test') - start;

console.log(`${invitations} invitations at ${perSecond} emails per second:
stored after ${seconds(stored - start)} s
sent after ${seconds(mailed)} s, ${((invitations / mailed) * 1_000).toFixed(1)} per second
email of an organization that invited one person right after: ${seconds(lastOf('@neighbor.test') - stored)} s
throttled by SES: ${ses.counts.throttled - before.throttled} of ${ses.counts.asked - before.asked} calls
transactions of the mailer: ${((ses.counts.writes - before.writes) / (invitations + 1)).toFixed(1)} per email
emails sent twice: ${mails.length - new Set(mails.map(({ to }) => to)).size}
in the audit log after ${seconds(Math.max(...(await auditDelays(awsEndpoint, big.organizationId))))} s at most`);

await stop();
await rm(data, { recursive: true });
