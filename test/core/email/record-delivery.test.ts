import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '#core/contract/fields.ts';
import type { MailEvent, Outcome } from '#core/email/mail-event.ts';
import { recordDelivery } from '#core/email/record-delivery.ts';
import { type EmailSettings, sendInvitationEmail } from '#core/email/send-invitation-email.ts';
import { getInvitation } from '#core/invitations/get.ts';
import { resendInvitation } from '#core/invitations/resend.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { by, later, present, second, secretKeys, startOrganization } from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

type Acme = Awaited<ReturnType<typeof startOrganization>>;

/** Sends an invitation's email as the mailer does; `whileSending` happens before the mail service has answered. */
const mail = async ({ organizationId }: Acme, id: string, at: Instant, whileSending: () => Promise<void>) => {
  const settings: EmailSettings = {
    baseUrl: 'https://app.partnerally.test',
    productName: 'PartnerAlly',
    senderEmail: 'invitations@partnerally.test',
    secretKeys: async () => secretKeys,
    sendEmail: async () => {
      await whileSending();
      return 'message';
    },
    now: () => at,
  };
  const item = (await allItems()).find(({ PK, SK }) => PK === `ORG#${organizationId}` && SK === `INVITATION#${id}`);
  const { sentCount: sendNumber } = readInvitation(item);
  await sendInvitationEmail({ organizationId, invitationId: id, sendNumber, requestId: 'request' }, settings);
};

const outcomes: readonly (Outcome | undefined)[] = [
  { state: 'delivered' },
  { state: 'bounced', reason: 'hard_bounce' },
  { state: 'complained', reason: 'spam_complaint' },
  { state: 'failed', reason: 'refused_by_mail_service' },
  // An automatic answer.
  undefined,
];

let events = 0;
const eventOf = (acme: Acme, invitationId: string, sendNumber: number, outcome: Outcome | undefined): MailEvent => {
  events += 1;
  return {
    eventId: `event-${events}`,
    organizationId: acme.organizationId,
    invitationId,
    sendNumber,
    at: present(),
    outcome,
  };
};

/** The final delivery state of the latest email, in any order of events. */
const strongest = (of: readonly (Outcome | undefined)[]): string => {
  const states = new Set(of.map((outcome) => outcome?.state));
  return (['complained', 'bounced', 'delivered', 'failed'] as const).find((state) => states.has(state)) ?? 'sent';
};

/** How many audit events an email leaves. One that was delivered was not refused: which of the two is heard of first decides. */
const eventsLeft = (of: readonly (Outcome | undefined)[]): readonly number[] => {
  const states = new Set(of.map((one) => one?.state));
  if (states.has('bounced') || states.has('complained')) return [1];
  if (!states.has('failed')) return [0];
  return states.has('delivered') ? [0, 1] : [1];
};

const undelivered = async (id: string, sendNumber: number): Promise<number> =>
  (await allItems()).filter(
    ({ PK, SK, change }) => PK === `MAIL#${id}` && SK === String(sendNumber) && change === 'invitation.undelivered',
  ).length;

const outcome = fc.constantFrom(...outcomes);

test('recordDelivery shows the highest-ranked state and leaves one event per failed email, in any order', {
  tags: ['fault/f11'],
}, async () => {
  const acme = await startOrganization();
  let people = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(outcome, { maxLength: 4 }),
      fc.array(outcome, { maxLength: 4 }),
      fc.array(fc.tuple(fc.constantFrom(1, 2), outcome), { maxLength: 6 }),
      async (whileFirst, whileSecond, afterwards) => {
        people += 1;
        const at = present();
        const { id } = await acme.invite(`ann-${people}@shuffled.test`, { at });
        const tell = async (sendNumber: number, of: readonly (Outcome | undefined)[]) => {
          const events = of.map((one) => eventOf(acme, id, sendNumber, one));
          // Each comes twice, and all at once.
          await Promise.all([...events, ...events].map(recordDelivery));
        };
        await mail(acme, id, at, () => tell(1, whileFirst));
        const next = later(at, 61 * second);
        await resendInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin, next), 60);
        await mail(acme, id, next, () => tell(2, whileSecond));
        for (const [sendNumber, one] of afterwards) await tell(sendNumber, [one]);
        const ofSend = (sendNumber: number) =>
          [...(sendNumber === 1 ? whileFirst : whileSecond)].concat(
            afterwards.filter(([n]) => n === sendNumber).map(([, one]) => one),
          );
        const shown = await getInvitation({ organizationId: acme.organizationId, invitationId: id }, by(acme.admin));
        expect(shown.delivery).toBe(strongest(ofSend(2)));
        expect(shown.deliveryReason === undefined).toBe(['delivered', 'sent'].includes(shown.delivery));
        for (const n of [1, 2]) expect(eventsLeft(ofSend(n))).toContain(await undelivered(id, n));
      },
    ),
    { numRuns: 25 },
  );
});

test('an event that arrives before the sender has finished prevents a second email', async () => {
  const acme = await startOrganization();
  const at = present();
  const { id } = await acme.invite('ann@early-event.test', { at });
  const lost = mail(acme, id, at, async () => {
    await recordDelivery(eventOf(acme, id, 1, { state: 'delivered' }));
    throw new Error('socket hang up');
  });
  await expect(lost).rejects.toThrow('socket hang up');
  let sentAgain = false;
  await mail(acme, id, later(at, 31 * second), async () => {
    sentAgain = true;
  });
  expect(sentAgain).toBe(false);
});

test('recordDelivery returns recorded or known, and the audit event keeps the first failure', async () => {
  const acme = await startOrganization();
  const at = present();
  const { id } = await acme.invite('ann@events.test', { at });
  await mail(acme, id, at, async () => undefined);
  const bounced = eventOf(acme, id, 1, { state: 'bounced', reason: 'hard_bounce' });
  const tell = (outcome: Outcome | undefined) => recordDelivery(eventOf(acme, id, 1, outcome));
  expect(await tell({ state: 'delivered' })).toBe('recorded');
  expect(await tell({ state: 'delivered' })).toBe('known');
  expect(await tell(undefined)).toBe('known');
  expect(await tell({ state: 'failed', reason: 'refused_by_mail_service' })).toBe('known');
  expect(await recordDelivery(bounced)).toBe('recorded');
  expect(await recordDelivery(bounced)).toBe('known');
  expect(await tell({ state: 'complained', reason: 'spam_complaint' })).toBe('recorded');
  expect((await allItems()).find(({ PK }) => PK === `MAIL#${id}`)).toMatchObject({
    state: 'complained',
    change: 'invitation.undelivered',
    deliveryReason: 'hard_bounce',
    changedAt: bounced.at,
    changedBy: { type: 'system' },
    requestId: bounced.eventId,
  });
});

test('an event of an unknown email changes nothing', async () => {
  const acme = await startOrganization();
  const { id } = await acme.invite('ann@never-sent.test');
  const before = await allItems();
  const bounced: Outcome = { state: 'bounced', reason: 'hard_bounce' };
  expect(await recordDelivery(eventOf(acme, id, 1, bounced))).toBe('unknown');
  expect(await recordDelivery(eventOf(acme, id, 1, { state: 'delivered' }))).toBe('unknown');
  expect(await recordDelivery(eventOf(acme, 'no-such-invitation', 1, bounced))).toBe('unknown');
  expect(await allItems()).toEqual(before);
});
