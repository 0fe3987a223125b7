import { strict as assert } from 'node:assert';
import { emailsInQueue } from '#test/support/aws-of-run.ts';
import { tokenIn } from './client.ts';
import type { Invitation, Mailing } from './model.ts';
import { countKey } from './rules.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

const mostMailsADay = 10;
/** From one organization. */
export const mostMailsOfOne = 3;

type Due = { readonly invitation: Invitation; readonly mailing: Mailing; readonly record: (at: number) => void };

const dueIn = ({ model }: World): Due[] =>
  model.organizations.flatMap(({ invitations, events }) =>
    invitations.flatMap((invitation) => {
      const { id, email, role, expiresAt } = invitation;
      const record = (at: number) =>
        void events.push({ type: 'invitation.undelivered', at, actor: 'system', subject: id, email, role, expiresAt });
      return invitation.mailings
        .filter(({ state }) => state === 'due')
        .map((mailing) => ({ invitation, mailing, record }));
    }),
  );

/** Returns the number of an invitation's emails, which all have the same link, and stores it in the model. */
const mailsOf = async ({ client }: World, invitation: Invitation): Promise<number> => {
  const mails = await client.mails(invitation.email);
  const tokens = mails.map(tokenIn).filter((token) => token.includes(invitation.id));
  for (const token of tokens) {
    assert.equal(invitation.token ?? token, token, 'a resent mail has the same link');
    invitation.token = token;
  }
  return tokens.length;
};

const stateOf = ({ leases, clock }: World, due: Due, mails: number): Mailing['state'] => {
  const before = due.invitation.mailings.filter(({ state }) => state === 'mailed').length;
  assert.ok(
    mails >= before && mails <= before + 1 + leases.waitedOut(),
    `${due.invitation.email} got ${mails - before} mails for one change`,
  );
  if (mails > before) return 'mailed';
  // Waiting for a lease takes 30 s, in which an invitation can expire and is not emailed.
  const isOver = due.invitation.end !== undefined || due.invitation.expiresAt <= clock.now();
  return isOver ? 'skipped' : 'refused';
};

/** Checks the emails to one address: at most ten a day, and none missing below three. */
const settleAddress = async (world: World, dues: readonly Due[], key: string): Promise<void> => {
  const counted = world.model.counted.get(key) ?? { least: 0, most: 0 };
  const states: Mailing['state'][] = [];
  for (const due of dues) states.push(stateOf(world, due, await mailsOf(world, due.invitation)));
  const mailed = states.filter((state) => state === 'mailed').length;
  assert.ok(counted.least + mailed <= mostMailsADay, `${key}: more than ten mails`);
  const most = counted.most + dues.length;
  if (states.includes('refused')) assert.ok(most > mostMailsOfOne, `${key}: a mail is missing`);
  for (const [n, { mailing, record }] of dues.entries()) {
    mailing.state = states[n] ?? 'due';
    if (mailing.state === 'refused') record(mailing.at);
  }
  const least = counted.least + mailed;
  world.model.counted.set(key, { least, most: Math.min(most, mostMailsADay) });
};

/** Waits until the mailer has processed all earlier writes: the email of a marker may overtake those of other organizations. */
export const mailerPassed = async ({ client, leases, markers }: World): Promise<void> => {
  await markers.passed({ mailer: true });
  await until('an empty queue of emails', async () => (await emailsInQueue(client.url)) === 0, leases.waitOut);
};

/** Waits until all emails are sent or finally failed, and compares them with the model. */
export const settleMails = async (world: World): Promise<void> => {
  const due = dueIn(world);
  if (due.length === 0) return;
  await mailerPassed(world);
  const byAddress = Map.groupBy(due, ({ invitation, mailing }) => countKey(invitation.email, mailing.at));
  for (const [key, dues] of byAddress) await settleAddress(world, dues, key);
};
