import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocal } from '#operator/local-run/start-local.ts';
import { type Client, clientOf } from '#test/system/consistency/model/client.ts';
import { streamMarkers } from '#test/system/consistency/model/stream-markers.ts';
import { processorTime } from '#tools/benchmark/process-use.ts';
import { auditDelays } from './audit-delays.ts';
import { inviteAll, type Sender, someOrganization } from './inviting.ts';
import { sendingRate } from './sending-rate.ts';
import { waitForCount } from './wait-for-count.ts';

export type Load = {
  /** Emails that SES accepts per second. Infinity: no limit, and no simulated duration of a call. */
  readonly perSecond: number;
  /** Invitations of the organization that invites many. */
  readonly invitations: number;
  /** Organizations that invite one person each right after it. */
  readonly others: number;
};

/** All times are in milliseconds. */
export type Fairness = {
  /** From the request to the last email. */
  readonly bulk: number;
  /** Share of the sending rate of SES that the bulk used. */
  readonly share: number;
  /** From each other organization's request to its email, ascending. */
  readonly others: readonly number[];
  /** The same for one more invitation of the organization that invited many. */
  readonly own: number;
  readonly throttled: number;
  readonly asked: number;
  readonly duplicates: number;
  /** Time of all processors until the last email, per email. */
  readonly processor: number;
  /** From the latest invitation to its audit event, at most. */
  readonly audit: number;
};

/** Invites one person, and returns when the request began. */
const inviteOne = async (sender: Sender, email: string): Promise<number> => {
  const askedAt = Date.now();
  await inviteAll(sender, [email]);
  return askedAt;
};

const inBulk = (n: number): string => `person-${n}@bulk.test`;
const single = (n: number): string => `person-${n}@single.test`;

type Counts = ReturnType<typeof sendingRate>['counts'];

/** Invites in bulk, then one person per other organization and one more of the same, and waits for all emails. */
const inviteEveryone = async (client: Client, { invitations, others }: Load, counts: Counts) => {
  const bulk = await someOrganization(client);
  const neighbors = await Promise.all(Array.from({ length: others }, () => someOrganization(client)));
  // Waits for the emails of the setup.
  await (await streamMarkers(client)).passed({ mailer: true });
  const before = { ...counts };
  const [start, spent] = [Date.now(), processorTime(process.pid)];
  await inviteAll(
    bulk,
    Array.from({ length: invitations }, (_, n) => inBulk(n)),
  );
  const asked = await Promise.all([bulk, ...neighbors].map((sender, n) => inviteOne(sender, single(n))));
  await waitForCount('emails were sent', before.taken + invitations + 1 + others, () => counts.taken);
  const processor = (processorTime(process.pid) - spent) / (invitations + 1 + others);
  return { bulk, start, asked, before, processor };
};

/** Measures on a local run how long emails take while one organization invites many people. */
export const measureFairness = async (load: Load): Promise<Fairness> => {
  const { invitations, perSecond } = load;
  const { intercept, counts } = sendingRate(perSecond);
  const data = await mkdtemp(join(tmpdir(), 'invitations-email-fairness-'));
  const { url, awsEndpoint, stop } = await startLocal({
    port: 0,
    data,
    seeded: false,
    intercept,
    report: console.error,
  });
  const client = await clientOf(url, Date.now);
  const { bulk, start, asked, before, processor } = await inviteEveryone(client, load, counts);
  const delays = () => auditDelays(awsEndpoint, bulk.organizationId);
  await waitForCount('are in the audit log', invitations + 1, async () => (await delays()).length);

  const received = async () => (await client.mails()).filter(({ to }) => to.startsWith('person-'));
  await waitForCount('emails are in the inbox', invitations + asked.length, async () => (await received()).length);
  const emails = await received();
  const sentAt = new Map(emails.map(({ to, sentAt }) => [to, Date.parse(sentAt)]));
  const lastInBulk = Math.max(...Array.from({ length: invitations }, (_, n) => sentAt.get(inBulk(n)) ?? Number.NaN));
  const [own = Number.NaN, ...others] = asked.map((at, n) => (sentAt.get(single(n)) ?? Number.NaN) - at);
  const audit = Math.max(...(await delays()));
  await stop();
  await rm(data, { recursive: true });
  return {
    bulk: lastInBulk - start,
    share: (invitations / (lastInBulk - start)) * (1_000 / perSecond),
    others: others.sort((left, right) => left - right),
    own,
    throttled: counts.throttled - before.throttled,
    asked: counts.asked - before.asked,
    duplicates: emails.length - sentAt.size,
    processor,
    audit,
  };
};
