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

const longestStandstillMilliseconds = 120_000;

/** Waits while it gets nearer to as many as there will be. */
const untilThere = async (what: string, expected: number, count: () => number | Promise<number>): Promise<void> => {
  let [seen, since] = [0, performance.now()];
  while (seen < expected) {
    const now = await count();
    if (now > seen) [seen, since] = [now, performance.now()];
    if (performance.now() - since > longestStandstillMilliseconds)
      throw new Error(`${seen} of ${expected} ${what}, and no more`);
    await pause(500);
  }
};

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(1);

const big = await someOrganization(client);
const neighbor = await someOrganization(client);
// Whatever that has to be mailed is.
await (await streamMarkers(client)).passed({ mailer: true });
const before = { ...ses.counts };

const start = Date.now();
await inviteAll(
  big,
  Array.from({ length: invitations }, (_, n) => `person-${n}@big.test`),
);
const stored = Date.now();
await inviteAll(neighbor, ['person@neighbor.test']);

await untilThere('emails were taken', before.taken + invitations + 1, () => ses.counts.taken);
await untilThere(
  'are in the audit log',
  invitations,
  async () => (await auditDelays(awsEndpoint, big.organizationId)).length,
);
const mails = (await client.mails()).filter(({ to }) => to.startsWith('person'));
const lastOf = (domain: string): number =>
  Math.max(...mails.filter(({ to }) => to.endsWith(domain)).map(({ sentAt }) => Date.parse(sentAt)));
const mailed = lastOf('@big.test') - start;

console.log(`${invitations} invitations at ${perSecond} emails a second:
stored after ${seconds(stored - start)} s
mailed after ${seconds(mailed)} s, ${((invitations / mailed) * 1_000).toFixed(1)} a second
the email of an organization that invited one right after: ${seconds(lastOf('@neighbor.test') - stored)} s
throttled by SES: ${ses.counts.throttled - before.throttled} of ${ses.counts.asked - before.asked} calls
transactions of the mailer: ${((ses.counts.writes - before.writes) / (invitations + 1)).toFixed(1)} an email
emails that came twice: ${mails.length - new Set(mails.map(({ to }) => to)).size}
in the audit log after ${seconds(Math.max(...(await auditDelays(awsEndpoint, big.organizationId))))} s at most`);

await stop();
await rm(data, { recursive: true });
