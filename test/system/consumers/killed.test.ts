import { createHash, randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { signIn } from 'cdk-local/sign-in';
import type { LambdaRecord } from 'cdk-local/stream-record';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { sendInvitations } from '#core/invitations/send.ts';
import { client, tableName } from '#core/table/client.ts';
import { deliveryKey, membersByAddress, recipientKey } from '#core/table/keys.ts';
import { readMember } from '#core/table/member.ts';
import { queryAll } from '#core/table/read.ts';
import { by, later, person, present, second } from '#test/support/organization.ts';
import { signedIn } from '#test/support/sign-in.ts';
import { type EmailMessage, messagesOf } from './email-messages.ts';
import { handOver, handOverMessages, inOrder, readers } from './hand-over.ts';
import { type Moment, runUntilKilled } from './killed-function.ts';
import { type Deed, type Life, live } from './life.ts';
import { useUnreadRun } from './unread-run.ts';
import { whatCameOf } from './what-came-of.ts';

const { running, records, invoke } = useUnreadRun();
const [queuer, recorder] = readers;

const hour = 3600 * second;
const start = later(present(), -hour);
const deed = (kind: Deed['kind'], whom = 0): Deed => ({ kind, whom });

type Story = {
  /** Part of all its names. */
  readonly title?: string;
  readonly deeds: readonly Deed[];
  /** Prepares the people of this name. */
  readonly before?: (name: string) => Promise<unknown>;
  /** Runs before the process that is killed. */
  readonly prepare?: (life: Life, found: readonly LambdaRecord[]) => Promise<unknown>;
  readonly function: string;
  readonly eventOf: (life: Life, found: readonly LambdaRecord[]) => unknown;
  /** Sends the event until it is processed. */
  readonly again: (event: unknown) => Promise<unknown>;
};

/** Sends all pending records except to `handled`, which has processed the earlier ones. */
const drain = async (found: readonly LambdaRecord[], life: Life, handled?: string): Promise<void> => {
  for (let left = found; left.length > 0; left = (await records(life.isTimeToLive)).filter(life.isAbout))
    for (const reader of readers)
      if (left !== found || reader.name !== handled) await inOrder(invoke, reader, left.filter(reader.wants));
};

/** Runs the scenario. With `moment`, the process crashes there, and its event is repeated, immediately and after all leases. */
const tell = async (story: Story, moment: Moment = { call: 0, when: 'before' }) => {
  const name = `${story.title ?? 'story'}-${randomUUID().slice(0, 8)}`;
  await story.before?.(name);
  const life = await live(story.deeds, name, start);
  const found = (await records(life.isTimeToLive)).filter(life.isAbout);
  await story.prepare?.(life, found);
  const event = story.eventOf(life, found);
  const killed = await runUntilKilled(running(), story.function, event, moment);
  await invoke(story.function, event);
  const atOnce = await whatCameOf(life, running().url);
  // An email without a response is not sent again before its lease ends.
  expect(Math.max(...atOnce.emails.map(({ mails }) => mails)), JSON.stringify(moment)).toBeLessThanOrEqual(1);
  running().clock.advance(31 * second);
  await story.again(event);
  await drain(found, life, story.function === 'send-invitation-email' ? queuer.name : story.function);
  return { killed, life, ...(await whatCameOf(life, running().url)) };
};

/** Runs the scenario once for each possible crash, with the same result. Returns the number of crashes. */
const tellWithEveryDeath = async (story: Story, holds: (life: Life) => Promise<unknown> = async () => undefined) => {
  const { emails, log, members } = await tell(story);
  let deaths = 0;
  for (const when of ['before', 'after'] as const)
    for (let call = 1; ; call++) {
      const result = await tell(story, { call, when });
      const moment = `killed ${when} call ${call}`;
      const extra = result.emails.map(({ mails }, n) => mails - (emails[n]?.mails ?? 0));
      expect(result.log, moment).toEqual(log);
      expect(result.members, moment).toEqual(members);
      expect(
        result.emails.map((email, n) => ({ ...email, mails: emails[n]?.mails })),
        moment,
      ).toEqual(emails);
      // At least one email each, and duplicates only of those that SES accepted before the crash.
      expect(Math.min(...extra), moment).toBeGreaterThanOrEqual(0);
      expect(
        extra.reduce((sum, more) => sum + more),
        moment,
      ).toBeLessThanOrEqual(result.killed.unnoted);
      await holds(result.life);
      if (!result.killed.hasDied) break;
      deaths += 1;
    }
  return { deaths, emails, log, members };
};

const ofSender = {
  deeds: [deed('invite')],
  function: 'send-invitation-email',
  eventOf: (_: Life, found: readonly LambdaRecord[]) => ({
    Records: messagesOf(found.filter(queuer.wants), running().clock.now()),
  }),
  again: (event: unknown) => handOverMessages(invoke, (event as { Records: EmailMessage[] }).Records),
};

test('a sender that crashes at any call loses no email, and repeats one only after SES accepted it', {
  tags: ['fault/f7'],
  timeout: 300_000,
}, async () => {
  const { deaths, emails } = await tellWithEveryDeath(ofSender);
  expect(emails).toEqual([{ mails: 1, states: ['sent'], shown: 'pending, sent' }]);
  expect(deaths).toBeGreaterThanOrEqual(14);
});

test('a sender that crashes on a rejected or eleventh email leaves one audit event', async () => {
  const today = { count: 10, ttl: Date.now() };
  const spent = async ({ addresses: [email = ''] }: Life) => {
    const key = recipientKey(createHash('sha256').update(email).digest('hex'), present().slice(0, 10));
    await client.send(new PutCommand({ TableName: tableName(), Item: { ...key, ...today } }));
  };
  const beyondTen = await tellWithEveryDeath({ ...ofSender, prepare: spent });
  expect(beyondTen.emails).toEqual([{ mails: 0, states: ['failed'], shown: 'pending, failed' }]);
  expect(beyondTen.log.filter((event) => event.includes('recipient_limit_reached'))).toHaveLength(1);
  expect(beyondTen.deaths).toBeGreaterThanOrEqual(10);
  const refused = await tellWithEveryDeath({ ...ofSender, title: 'refused' });
  expect(refused.emails).toEqual(beyondTen.emails);
  expect(refused.log.filter((event) => event.includes('Address blocked.'))).toHaveLength(1);
  expect(refused.deaths).toBeGreaterThanOrEqual(14);
}, 300_000);

test('a sender that crashes while dead-lettering an old email leaves it failed with one audit event', async () => {
  const heldByAnother = async ({ invitations: [invitation] }: Life) => {
    const held = { state: 'sending', leaseUntil: later(present(), 10 * hour) };
    const Item = { ...deliveryKey(invitation?.id ?? '', 1), ...held };
    await client.send(new PutCommand({ TableName: tableName(), Item }));
  };
  const isHeld =
    ({ invitations: [invitation] }: Life) =>
    (record: LambdaRecord) =>
      JSON.stringify(record).includes(invitation?.id ?? '');
  const eventOf: Story['eventOf'] = (life, found) => ({
    Records: messagesOf(found.filter(queuer.wants).filter(isHeld(life)), running().clock.now() - 19.5 * hour),
  });
  const { deaths, emails, log } = await tellWithEveryDeath({ ...ofSender, prepare: heldByAnother, eventOf });
  expect(emails).toEqual([{ mails: 0, states: ['failed'], shown: 'pending, failed' }]);
  expect(log.filter((event) => event.includes('could_not_be_sent'))).toHaveLength(1);
  expect(deaths).toBeGreaterThanOrEqual(8);
}, 300_000);

const refreshed = async (refreshToken: string): Promise<number> => {
  const { url } = running();
  const { clientId } = z
    .object({ clientId: z.string() })
    .parse(await (await fetch(`${url}/local/running.json`)).json());
  const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken });
  return (await fetch(`${url}/oauth2/token`, { method: 'POST', body })).status;
};

test('record-changes that crashes at any call records once, finalizes and signs out', {
  tags: ['fault/f12'],
  timeout: 300_000,
}, async () => {
  const tokens = new Map<string, string>();
  const signInCleo = async (name: string) => {
    const cleo = person(`cleo-${name}@x.test`);
    const { refreshToken } = await signIn({ url: running().url, email: cleo.email, subject: name });
    tokens.set(cleo.email, refreshToken);
    await signedIn(cleo, { username: `google_${name}` });
  };
  const story: Story = {
    before: signInCleo,
    deeds: [
      deed('inviteBriefly', 1),
      deed('lapse', 1),
      deed('invite', 2),
      deed('accept', 2),
      deed('changeRole', 2),
      deed('remove', 2),
    ],
    function: recorder.name,
    eventOf: (_, found) => ({ Records: found.filter(recorder.wants) }),
    again: (event) => handOver(invoke, recorder, (event as { Records: LambdaRecord[] }).Records),
  };
  const isSignedOut = async ({ addresses: [, , cleo = ''] }: Life) =>
    expect(await refreshed(tokens.get(cleo) ?? '')).toBe(400);
  const { deaths, emails, log } = await tellWithEveryDeath(story, isSignedOut);
  expect(emails.map(({ shown }) => shown.split(',')[0])).toEqual(['expired', 'accepted']);
  expect(log).toHaveLength(11);
  expect(deaths).toBeGreaterThanOrEqual(24);
});

test('record-changes that crashes at any call moves a member and revokes the invitation once', {
  tags: ['fault/address-moves'],
  timeout: 300_000,
}, async () => {
  const story: Story = {
    deeds: [deed('invite', 0), deed('accept', 0), deed('moveAway', 0)],
    prepare: async ({ organizationId, addresses: [email = ''] }) => {
      const [admin] = (await queryAll({ index: 'GSI1', ...membersByAddress(organizationId) })).map(readMember);
      const inviter = person(admin?.email ?? '', { userId: admin?.userId ?? '' });
      const asked = { emails: [`new-${email}`], role: 'user' } as const;
      const settings = { lifetimeSeconds: 7 * 24 * 3600, idempotencyKey: undefined, hasTime: () => true };
      await sendInvitations(
        { organizationId },
        { ...asked, emails: [...asked.emails] },
        by(inviter, later(start, 600 * second)),
        settings,
      );
    },
    function: recorder.name,
    eventOf: (_, found) => ({ Records: found.filter(recorder.wants) }),
    again: (event) => handOver(invoke, recorder, (event as { Records: LambdaRecord[] }).Records),
  };
  const { deaths, members, log } = await tellWithEveryDeath(story);
  expect(members).toContain('new-ann-<name>@x.test, user');
  expect(log.filter((event) => event.includes('member.email_changed'))).toHaveLength(1);
  expect(log.filter((event) => event.includes('already_member'))).toHaveLength(1);
  expect(deaths).toBeGreaterThanOrEqual(16);
});

test('record-delivery that crashes at any call stores a bounce with one audit event', async () => {
  const at = present();
  const bounceOf = ({ organizationId, invitations: [invitation] }: Life) => ({
    id: `bounce-${organizationId}`,
    source: 'aws.ses',
    detail: {
      eventType: 'Bounce',
      mail: {
        timestamp: at,
        tags: { organizationId: [organizationId], invitationId: [invitation?.id], sendNumber: ['1'] },
      },
      bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [{}], timestamp: at },
    },
  });
  const { deaths, emails, log } = await tellWithEveryDeath({
    deeds: [deed('invite')],
    prepare: (life, found) => drain(found, life),
    function: 'record-delivery',
    eventOf: bounceOf,
    again: (event) => invoke('record-delivery', event),
  });
  expect(emails).toEqual([{ mails: 1, states: ['bounced'], shown: 'pending, bounced' }]);
  expect(log.filter((event) => event.includes('hard_bounce'))).toHaveLength(1);
  expect(deaths).toBeGreaterThanOrEqual(6);
}, 300_000);
