import { invitationToken } from '#core/invitation-token.ts';
import { day, later, present, secretKeys } from '#test/support/organization.ts';
import { call } from './call.ts';
import { byAdmin, type Entries } from './entry.ts';
import { address, addresses, type SomeOrganization, someOrganization, someone } from './people.ts';

const send = (acme: SomeOrganization, emails: readonly string[], more: object = {}, headers = {}) =>
  byAdmin('sendInvitations', acme, { body: { emails, role: 'user', ...more }, headers });

export const sendInvitations: Entries = {
  'one address': async () => send(await someOrganization(), [address('ann')]),
  'one address, a pending limit, a team': async () => {
    const acme = await someOrganization('standard');
    return send(acme, [address('ann')], { teamIds: [(await acme.team('Design')).id] });
  },
  'one address with a stale claim, a pending limit': async () => {
    const acme = await someOrganization('standard');
    const email = address('ann');
    await acme.invite(email, { at: later(present(), -8 * day) });
    return send(acme, [email]);
  },
  '50 addresses, a pending limit': async () => send(await someOrganization('standard'), addresses(50)),
  '1,000 addresses': async () => send(await someOrganization(), addresses(1_000)),
  '1,000 addresses with an Idempotency-Key': async () =>
    send(await someOrganization(), addresses(1_000), {}, { 'idempotency-key': 'key' }),
  'repeated with the same Idempotency-Key': async () => {
    const again = send(await someOrganization(), addresses(1_000), {}, { 'idempotency-key': 'key' });
    await again();
    return again;
  },
  '1,000 addresses, dry run': async () => send(await someOrganization(), addresses(1_000), { dryRun: true }),
};

/** Creates an organization with one invitation to Ann that is old enough to be resent. */
const invited = async (plan: 'standard' | 'enterprise' = 'enterprise', teams: readonly string[] = []) => {
  const acme = await someOrganization(plan);
  const ann = someone('ann');
  const teamIds: string[] = [];
  for (const name of teams) teamIds.push((await acme.team(name)).id);
  const invitation = await acme.invite(ann.email, { at: acme.at, teamIds });
  const ids = { organizationId: acme.organizationId, invitationId: invitation.id };
  return { acme, ann, ids, token: invitationToken(ids, secretKeys) };
};

const onInvitation =
  (name: 'getInvitation' | 'resendInvitation' | 'revokeInvitation', ...of: Parameters<typeof invited>) =>
  async () => {
    const { acme, ids } = await invited(...of);
    return byAdmin(name, acme, { params: ids });
  };

export const getInvitation: Entries = {
  'without a team': onInvitation('getInvitation'),
  'with a team': onInvitation('getInvitation', 'enterprise', ['Design']),
};

export const resendInvitation: Entries = { 'without a team': onInvitation('resendInvitation') };

export const revokeInvitation: Entries = {
  'without a pending limit': onInvitation('revokeInvitation'),
  'a pending limit': onInvitation('revokeInvitation', 'standard'),
};

export const previewInvitation: Entries = {
  'by link': async () => {
    const { token } = await invited();
    return () => call('previewInvitation', { body: { token } });
  },
};

export const requestNewInvitation: Entries = {
  'by the link of an expired invitation': async () => {
    const acme = await someOrganization();
    const ann = someone('ann');
    const { id } = await acme.invite(ann.email, { at: later(present(), -8 * day) });
    const token = invitationToken({ organizationId: acme.organizationId, invitationId: id }, secretKeys);
    return () => call('requestNewInvitation', { caller: ann, body: { token } });
  },
};

const accept = async (...of: Parameters<typeof invited>) => {
  const { ann, token } = await invited(...of);
  return () => call('acceptInvitation', { caller: ann, body: { token } });
};

export const acceptInvitation: Entries = {
  'by link': () => accept(),
  'a pending limit, two teams': () => accept('standard', ['Design', 'Sales']),
  'by ids': async () => {
    const { ann, ids } = await invited();
    return () => call('acceptInvitation', { caller: ann, body: ids });
  },
  repeated: async () => {
    const again = await accept();
    await again();
    return again;
  },
};

/** Creates an organization with `count` pending invitations that are old enough to be resent. */
export const organizationWith = async (count: number, email?: string) => {
  const acme = await someOrganization();
  for (let from = 0; from < count; from += 1_000) {
    const batch = addresses(Math.min(1_000, count - from));
    await acme.send(email && from === 0 ? [email, ...batch.slice(1)] : batch, { at: acme.at });
  }
  return acme;
};

const invitationPage = (query: Record<string, string>) => async () =>
  byAdmin('listInvitations', await organizationWith(60), { query });

export const listInvitations: Entries = {
  'a page of 50': invitationPage({}),
  'a page of 50 pending': invitationPage({ status: 'pending' }),
  'a page of 50 pending, by address prefix': invitationPage({ status: 'pending', emailPrefix: 'n' }),
  '60 invitations as CSV': async () =>
    byAdmin('listInvitations', await organizationWith(60), { headers: { accept: 'text/csv' } }),
  'a page of 50 with a request for a new invitation': invitationPage({ newInvitationRequested: 'true' }),
  'of one address': async () => {
    const email = address('ann');
    return byAdmin('listInvitations', await organizationWith(60, email), { query: { email } });
  },
};
