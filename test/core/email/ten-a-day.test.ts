import { expect, test } from 'vitest';
import { sendInvitationEmail } from '#core/email/send-invitation-email.ts';
import { readInvitation } from '#core/table/invitation.ts';
import { present, secretKeys, startOrganization } from '#test/support/organization.ts';
import { allItems, useTable } from '#test/support/table.ts';

useTable();

test('an address gets 10 of 20 emails that 20 organizations send concurrently', {
  tags: ['promise/email'],
}, async () => {
  const email = 'victim@at-once.test';
  const organizations = await Promise.all(Array.from({ length: 20 }, () => startOrganization()));
  const ids = await Promise.all(organizations.map(async (acme) => (await acme.invite(email)).id));
  const invitations = (await allItems()).filter(
    ({ id, SK }) => ids.includes(String(id)) && String(SK).startsWith('INVITATION#'),
  );
  const sent: string[] = [];
  const settings = {
    baseUrl: 'https://app.partnerally.test',
    productName: 'PartnerAlly',
    senderEmail: 'invitations@partnerally.test',
    secretKeys: async () => secretKeys,
    sendEmail: async ({ to }: { readonly to: string }) => `message-${sent.push(to)}`,
    now: present,
  };

  const outcomes = await Promise.all(
    invitations.map((item) => {
      const { organizationId, id: invitationId, sentCount: sendNumber } = readInvitation(item);
      return sendInvitationEmail({ organizationId, invitationId, sendNumber, requestId: 'r' }, settings);
    }),
  );

  expect(sent).toEqual(Array.from({ length: 10 }, () => email));
  expect(outcomes.filter(({ outcome }) => outcome === 'sent')).toHaveLength(10);
  const failed = (await allItems()).filter(
    ({ deliveryReason, SK }) => deliveryReason !== undefined && String(SK).startsWith('INVITATION#'),
  );
  expect(failed.map(({ deliveryReason }) => deliveryReason)).toEqual(
    Array.from({ length: 10 }, () => 'recipient_limit_reached'),
  );
});
