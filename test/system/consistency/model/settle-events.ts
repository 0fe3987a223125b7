import { strict as assert } from 'node:assert';
import { agreeOnAll, all } from './agree.ts';
import type { Answer } from './client.ts';
import { type Event, type Invitation, type Organization, second } from './model.ts';
import { memberIn } from './rules.ts';
import { mailerPassed, settleMails } from './settle-mails.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

/** TTL has a resolution of seconds, and a claim is valid to the end of its second. */
const roundedUp = 2 * second;

const expiredEvent = ({ id, email, role, expiresAt }: Invitation): Event => ({
  type: 'invitation.expired',
  at: expiresAt,
  actor: 'system',
  subject: id,
  email,
  role,
  expiresAt,
});

/** Returns expired invitations by whether TTL has certainly or possibly removed their claims. */
const expired = ({ invitations }: Organization, removal: number, now: number) => {
  const lapsed = invitations.filter(({ end, expiresAt }) => end === undefined && expiresAt <= now);
  const isDue = ({ settled, expiresAt }: Invitation) => settled || expiresAt + roundedUp <= removal;
  return { due: lapsed.filter(isDue), possible: lapsed.filter((one) => !isDue(one) && one.expiresAt <= removal) };
};

const foundEvent = ({ type, occurredAt, actor, subject, details }: Answer['body']): Event => ({
  type,
  at: Date.parse(occurredAt),
  actor: actor.type === 'system' ? 'system' : actor.userId,
  subject: subject.id,
  ...(subject.email !== undefined && { email: subject.email }),
  ...(details.role !== undefined && { role: details.role }),
  ...(details.expiresAt !== undefined && { expiresAt: Date.parse(details.expiresAt) }),
  ...(type === 'member.email_changed' && { moved: `from ${details.from} to ${details.to}` }),
});

const textOf = ({ type, at, actor, subject, email, role, expiresAt, moved }: Event): string =>
  JSON.stringify({ at, type, actor, subject, email, role, expiresAt, moved });

/** Compares audit events and changes: exactly one event per change. */
const settleEvents = async (world: World, organization: Organization): Promise<void> => {
  const { model, client, clock } = world;
  const admin = model.people.find(({ userId }) => memberIn(organization, userId)?.role === 'admin') ?? assert.fail();
  const call = await client.as(admin);
  const { due, possible } = expired(organization, clock.removalTime(), clock.now());
  // An email in progress at the end of its invitation may or may not count as the tenth of the day.
  const skipped = new Set(
    organization.invitations
      .filter(({ mailings }) => mailings.some(({ state }) => state === 'skipped'))
      .map(({ id }) => id),
  );
  const optional = new Map(possible.map((invitation) => [textOf(expiredEvent(invitation)), invitation]));
  const found = async (): Promise<string[]> => {
    const events = (await all(call, `/organizations/${organization.id}/audit-events`)).map(foundEvent);
    const certain = events.filter(({ type, subject }) => type !== 'invitation.undelivered' || !skipped.has(subject));
    return certain
      .map(textOf)
      .filter((text) => !optional.has(text))
      .sort();
  };
  const expected = [...organization.events, ...due.map(expiredEvent)].map(textOf).sort();
  await until(`${expected.length} audit events`, async () => (await found()).length >= expected.length);
  await mailerPassed(world);
  assert.deepEqual(await found(), expected, `audit log of ${organization.name}`);
  for (const invitation of due) invitation.settled = true;
};

/** Waits until all asynchronous work is done, and compares everything. */
export const settle = async (world: World): Promise<void> => {
  await settleMails(world);
  for (const organization of world.model.organizations) await settleEvents(world, organization);
  await agreeOnAll(world);
};
