import { readAuditEvent } from '#core/table/audit-event.ts';
import { readDelivery } from '#core/table/delivery.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { auditEvents, emailsOf, invitationKey } from '#core/table/keys.ts';
import { getItem, queryAll } from '#core/table/read.ts';
import { inbox, tokenIn } from '#test/support/api.ts';
import type { Life } from './life.ts';

// That a mail arrived is told a moment after it was sent.
const soFar = (state: string): string => (state === 'delivered' ? 'sent' : state);

/** Of each invitation its mails and what is known of them, and the audit log, in words that are the same for the same life. */
export const whatCameOf = async ({ organizationId, addresses, invitations, anonymous }: Life, url: string) => {
  const mails = (await Promise.all(addresses.map((email) => inbox(email, url)))).flat();
  const emails = await Promise.all(
    invitations.map(async ({ id: invitationId }) => {
      const { status, delivery } = readInvitation(await getItem(invitationKey({ organizationId, invitationId })));
      const deliveries = (await queryAll(emailsOf(invitationId))).map(readDelivery);
      return {
        mails: mails.filter((mail) => tokenIn(mail).includes(invitationId)).length,
        states: deliveries.map(({ state }) => soFar(state)),
        shown: `${status}, ${soFar(delivery)}`,
      };
    }),
  );
  const log = (await queryAll({ partition: auditEvents(organizationId) }))
    .map(readAuditEvent)
    .map(({ id: _, occurredAt, ...event }) =>
      // An email fails when it fails; everything else has its time from what was done.
      anonymous(JSON.stringify({ ...event, ...(event.type !== 'invitation.undelivered' && { occurredAt }) })),
    )
    .sort();
  return { emails, log };
};
