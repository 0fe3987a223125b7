import type { Instant } from '#core/contract/fields.ts';
import * as addresses from '#core/table/address.ts';
import * as deliveries from '#core/table/delivery.ts';
import * as invitations from '#core/table/invitation.ts';
import { addressKey } from '#core/table/keys.ts';
import * as requests from '#core/table/request.ts';
import { useTable } from '#test/support/table.ts';
import { future, now, origin, past, type Things } from './fixtures.ts';
import { testRefusals } from './refused.ts';

useTable();

const someone = { userId: 'u', name: 'Bob', email: 'bob@x.test' };

const started = ({ send }: Things, leaseUntil: Instant) => deliveries.startDelivery(send, leaseUntil);
const ended = (of: Things, leaseUntil: Instant) => [
  started(of, leaseUntil),
  deliveries.endDelivery(of.send, leaseUntil, { state: 'skipped' }),
];
const end = ({ send, invitation }: Things, state: deliveries.End['state']) => {
  const ends = {
    sent: { state: 'sent', messageId: 'm' },
    skipped: { state: 'skipped' },
    failed: { state: 'failed', failure: { invitation, reason: 'r', origin } },
  } as const;
  return deliveries.endDelivery(send, now, ends[state]);
};

testRefusals({
  'claiming an address that is claimed': ({ invitation }) => [
    [addresses.claimAddress(invitation, undefined)],
    addresses.claimAddress(invitation, undefined),
  ],
  'claiming an address over another lapsed invitation than the one it names': ({ invitation }) => [
    [addresses.claimAddress(invitation, undefined)],
    addresses.claimAddress(invitation, 'another'),
  ],
  "giving a member another invitation's address": ({ invitation }) => [
    [addresses.claimAddress(invitation, undefined)],
    addresses.giveAddressToMember(invitation, 'another', 'u'),
  ],
  'giving a member an address that is claimed': ({ invitation }) => [
    [addresses.claimAddress(invitation, undefined)],
    addresses.giveAddressToMember(invitation, undefined, 'u'),
  ],
  'putting a claim back that is there again': ({ invitation }) => [
    [addresses.claimAddress(invitation, undefined)],
    addresses.restoreClaim(addressKey(invitation)),
  ],
  'putting a claim back of an invitation that was accepted': ({ id, invitation }) => [
    [invitations.putInvitation({ ...invitation, status: 'accepted' }, origin)],
    invitations.stillPending(id, invitation.id),
  ],
  "releasing another invitation's address": ({ invitation }) => [
    [addresses.claimAddress(invitation, undefined)],
    addresses.releaseAddress(invitation, 'another'),
  ],
  "releasing another member's address": ({ invitation }) => [
    [addresses.claimAddress(invitation, undefined)],
    addresses.releaseMemberAddress(invitation, 'u'),
  ],
  'asking for a claim that is gone': ({ invitation }) => [[], addresses.stillClaimed(invitation, invitation.id)],
  'starting an email that was started': (of) => [[started(of, now)], started(of, future)],
  'failing an email that was started': (of) => [
    [started(of, now)],
    deliveries.failDelivery(of.send, { invitation: of.invitation, reason: 'r', origin }),
  ],
  'taking an email over that has ended': (of) => [ended(of, now), deliveries.takeOverDelivery(of.send, now, future)],
  'taking an email over under another lease': (of) => [
    [started(of, future)],
    deliveries.takeOverDelivery(of.send, now, future),
  ],
  ...Object.fromEntries(
    (['sent', 'skipped', 'failed'] as const).flatMap((state) => [
      [`ending an email as ${state} that has ended`, (of: Things) => [ended(of, now), end(of, state)]],
      [`ending an email as ${state} under a lost lease`, (of: Things) => [[started(of, future)], end(of, state)]],
    ]),
  ),
  'beginning again with an email that was not given up': (of) => [
    ended(of, now),
    deliveries.restartDelivery(of.send, { state: 'failed', leaseUntil: now }, future),
  ],
  'beginning again with an email that somebody else has begun again and given up': (of) => [
    [deliveries.failDelivery(of.send, { invitation: of.invitation, reason: 'r', origin })],
    deliveries.restartDelivery(of.send, { state: 'failed', leaseUntil: past }, future),
  ],
  'reporting what became of an email that is still being sent': (of) => [
    [started(of, future)],
    deliveries.reportDelivery(of.send, ['sent', 'delivered'], 'bounced'),
  ],
  'counting a mail beyond a day': ({ id }) => [
    Array.from({ length: 10 }, (_, n) => deliveries.countForRecipient(id, `o${n}`, now)),
    deliveries.countForRecipient(id, 'o-last', now),
  ],
  'counting a mail of one organization beyond its share of a day': ({ id }) => [
    Array.from({ length: 3 }, () => deliveries.countForRecipient(id, 'o1', now)),
    deliveries.countForRecipient(id, 'o1', now),
  ],
  'putting an invitation that is there': ({ invitation }) => [
    [invitations.putInvitation(invitation, origin)],
    invitations.putInvitation(invitation, origin),
  ],
  'accepting an invitation that was revoked': ({ invitation }) => [
    [invitations.putInvitation({ ...invitation, status: 'revoked' }, origin)],
    invitations.acceptPending(invitation, someone, origin),
  ],
  'accepting an invitation whose time is over': ({ invitation }) => [
    [invitations.putInvitation({ ...invitation, expiresAt: now }, origin)],
    invitations.acceptPending(invitation, someone, origin),
  ],
  'revoking an invitation that was accepted': ({ invitation }) => [
    [invitations.putInvitation({ ...invitation, status: 'accepted' }, origin)],
    invitations.revokePending(invitation, someone, origin),
  ],
  'revoking an invitation whose time is over': ({ invitation }) => [
    [invitations.putInvitation({ ...invitation, expiresAt: now }, origin)],
    invitations.revokePending(invitation, someone, origin),
  ],
  'revoking for a member an invitation that was accepted': ({ invitation }) => [
    [invitations.putInvitation({ ...invitation, status: 'accepted' }, origin)],
    invitations.revokeForMember(invitation, origin),
  ],
  'revoking for a member an invitation whose time is over': ({ invitation }) => [
    [invitations.putInvitation({ ...invitation, expiresAt: now }, origin)],
    invitations.revokeForMember(invitation, origin),
  ],
  'resending an invitation that was accepted': ({ invitation }) => [
    [invitations.putInvitation({ ...invitation, status: 'accepted' }, origin)],
    invitations.resendPending(invitation, origin, 60),
  ],
  'resending an invitation whose time is over': ({ invitation }) => [
    [invitations.putInvitation({ ...invitation, expiresAt: now }, origin)],
    invitations.resendPending(invitation, origin, 60),
  ],
  'resending an invitation that was resent since': ({ invitation }) => [
    [invitations.putInvitation({ ...invitation, sentCount: 2 }, origin)],
    invitations.resendPending(invitation, origin, 60),
  ],
  'expiring an invitation that was accepted': ({ id, invitation }) => [
    [invitations.putInvitation({ ...invitation, status: 'accepted' }, origin)],
    invitations.expirePending(id, invitation.id, origin),
  ],
  'marking an email after a later one': ({ id, invitation }) => [
    [invitations.putInvitation({ ...invitation, sentCount: 2 }, origin)],
    invitations.markDelivery({ organizationId: id, invitationId: invitation.id }, 1, { delivery: 'sent' }),
  ],
  'starting a request that runs': ({ key, request }) => [
    [requests.startRequest(key, request, now)],
    requests.startRequest(key, request, now),
  ],
  'moving the lease of a request that is done': ({ key, request }) => [
    [requests.startRequest(key, { ...request, state: 'done' }, now)],
    requests.moveLease(key, now, future),
  ],
  'moving a lease that was moved': ({ key, request }) => [
    [requests.startRequest(key, request, now)],
    requests.moveLease(key, past, future),
  ],
  'finishing a request that is done': ({ key, request }) => [
    [requests.startRequest(key, { ...request, state: 'done' }, now)],
    requests.finishRequest(key, now, ''),
  ],
  'finishing a request under a lost lease': ({ key, request }) => [
    [requests.startRequest(key, request, now)],
    requests.finishRequest(key, past, ''),
  ],
  'reopening a request that is done': ({ key, request }) => [
    [requests.startRequest(key, { ...request, state: 'done' }, now)],
    requests.reopenRequest(key, now),
  ],
  'reopening a request under a lost lease': ({ key, request }) => [
    [requests.startRequest(key, request, now)],
    requests.reopenRequest(key, past),
  ],
});
