import type { AuditEvent } from '#core/contract/audit-event.ts';
import { readAuditEvent } from '#core/table/audit-event.ts';
import { readDelivery } from '#core/table/delivery.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { auditEvents, emailsOf, invitationKey, membersByAddress } from '#core/table/keys.ts';
import { readMember } from '#core/table/member.ts';
import { getItem, queryAll } from '#core/table/read.ts';
import { inbox, tokenIn } from '#test/support/api.ts';
import type { Life } from './life.ts';

// The delivery event arrives shortly after the email was sent.
const soFar = (state: string): string => (state === 'delivered' ? 'sent' : state);

/** Failed emails and moved members have no fixed time. All other times follow from the scenario. */
const happensWhenRead = ({ type, details }: Pick<AuditEvent, 'type' | 'details'>): boolean =>
  type === 'invitation.undelivered' ||
  type === 'member.email_changed' ||
  (type === 'invitation.revoked' && 'reason' in details);

/** Returns the emails and delivery states of all invitations, audit log and members, in a form that is equal for equal scenarios. */
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
      anonymous(JSON.stringify({ ...event, ...(!happensWhenRead(event) && { occurredAt }) })),
    )
    .sort();
  const members = (await queryAll({ index: 'GSI1', ...membersByAddress(organizationId) })).map(readMember);
  return { emails, log, members: members.map(({ email, role }) => anonymous(`${email}, ${role}`)) };
};
