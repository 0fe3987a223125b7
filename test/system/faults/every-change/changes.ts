import { expect } from 'vitest';
import type { OperationName, operations } from '#core/contract/operations.ts';
import { type Answer, as, fresh, mailsTo, type organization, tokenIn } from '#test/support/api.ts';
import { expireNow } from '#test/support/aws-of-run.ts';

export type Acme = Awaited<ReturnType<typeof organization>>;

/** A prepared request of an operation that can be repeated unchanged. */
type Asking = () => Promise<Answer>;

type Change = {
  /** Creates the target of the change. */
  readonly prepare: (acme: Acme, url: string) => Promise<Asking>;
  readonly status: number;
  /** The response to the same request after it was done. */
  readonly repeated: { readonly status: number; readonly code?: string };
};

/** Operations that may change something. The preview has a body but changes nothing. */
type Changing = Exclude<
  { [Name in OperationName]: (typeof operations)[Name]['method'] extends 'GET' ? never : Name }[OperationName],
  'previewInvitation'
>;

const idOfMember = async (acme: Acme): Promise<string> => {
  const member = await acme.join(fresh('member'));
  return (await member.get('/me')).body.user.id;
};

const inviting =
  (headers: Record<string, string>): Change['prepare'] =>
  async ({ admin, path }) => {
    const body = { emails: [fresh('ann'), fresh('bob')], role: 'user' };
    return () => admin.post(`${path}/invitations`, body, { headers });
  };

/** Every operation that changes something. A missing one is a type error. */
const ofOperations: Record<Changing, Change> = {
  setAllowedEmailDomains: {
    prepare:
      async ({ admin, path }) =>
      () =>
        admin.put(`${path}/allowed-email-domains`, { domains: ['x.test'] }),
    status: 200,
    repeated: { status: 200 },
  },
  createTeam: {
    prepare:
      async ({ admin, path }) =>
      () =>
        admin.post(`${path}/teams`, { name: 'Sales' }),
    status: 201,
    repeated: { status: 409, code: 'team_exists' },
  },
  renameTeam: {
    prepare: async ({ admin, path }) => {
      const { id } = (await admin.post(`${path}/teams`, { name: 'Sales' })).body;
      return () => admin.patch(`${path}/teams/${id}`, { name: 'Board' });
    },
    status: 200,
    repeated: { status: 200 },
  },
  deleteTeam: {
    prepare: async ({ admin, path }) => {
      const { id } = (await admin.post(`${path}/teams`, { name: 'Sales' })).body;
      return () => admin.delete(`${path}/teams/${id}`);
    },
    status: 204,
    repeated: { status: 404, code: 'team_not_found' },
  },
  changeMember: {
    prepare: async (acme) => {
      const id = await idOfMember(acme);
      return () => acme.admin.patch(`${acme.path}/members/${id}`, { role: 'admin' });
    },
    status: 200,
    repeated: { status: 200 },
  },
  changeMembers: {
    prepare: async (acme) => {
      const userIds = [await idOfMember(acme), await idOfMember(acme)];
      return () => acme.admin.post(`${acme.path}/members/changes`, { userIds, change: { role: 'admin' } });
    },
    status: 200,
    repeated: { status: 200 },
  },
  removeMember: {
    prepare: async (acme) => {
      const id = await idOfMember(acme);
      return () => acme.admin.delete(`${acme.path}/members/${id}`);
    },
    status: 204,
    repeated: { status: 404, code: 'member_not_found' },
  },
  sendInvitations: {
    prepare: inviting({}),
    status: 201,
    repeated: { status: 422, code: 'nothing_invited' },
  },
  resendInvitation: {
    prepare: async (acme) => {
      const { id } = await acme.invite(fresh('ann'));
      return () => acme.admin.post(`${acme.path}/invitations/${id}/resend`);
    },
    status: 200,
    repeated: { status: 429, code: 'resend_too_soon' },
  },
  revokeInvitation: {
    prepare: async (acme) => {
      const { id } = await acme.invite(fresh('ann'));
      return () => acme.admin.post(`${acme.path}/invitations/${id}/revoke`);
    },
    status: 200,
    repeated: { status: 409, code: 'invitation_not_pending' },
  },
  requestNewInvitation: {
    prepare: async (acme, url) => {
      const email = fresh('ann');
      const { id } = await acme.invite(email);
      const [mail = expect.fail('no mail')] = await mailsTo(email, 1, url);
      await expireNow({ organizationId: acme.id, invitationId: id }, url);
      const ann = await as(email, {}, url);
      return () => ann.post('/invitations/request-new', { token: tokenIn(mail) });
    },
    status: 200,
    repeated: { status: 429, code: 'requested_recently' },
  },
  acceptInvitation: {
    prepare: async (acme, url) => {
      const email = fresh('ann');
      const { id: invitationId } = await acme.invite(email);
      const ann = await as(email, {}, url);
      return () => ann.post('/invitations/accept', { invitationId, organizationId: acme.id });
    },
    status: 200,
    repeated: { status: 200 },
  },
};

export type Changes = Readonly<Record<string, Change>>;
export const changes: Changes = ofOperations;

/** With a key, the same request returns the same. It needs three transactions: request, invitations, result. */
export const keyedChanges: Changes = {
  sendInvitations: { prepare: inviting({ 'idempotency-key': 'key' }), status: 201, repeated: { status: 201 } },
};
export const keyedTransactions = [0, 1, 2];

type Listed = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly status: string;
  readonly sentCount: number;
  readonly type: string;
  readonly details: { readonly name?: string };
};

const marker = 'Marker';

/** Returns the state of an organization without actors, times and markers. */
export const timeAt = async ({ admin, path }: Acme): Promise<object> => {
  const list = async (of: string): Promise<Listed[]> => (await admin.get(`${path}/${of}?limit=100`)).body.items;
  const [{ body: organization }, teams, members, invitations, events] = await Promise.all([
    admin.get(path),
    list('teams'),
    list('members'),
    list('invitations'),
    list('audit-events'),
  ]);
  // An invitation that was accepted or revoked first is not emailed: how many emails there were depends on the timing.
  const { emailsToday: _, ...usage } = organization.usage;
  return {
    usage,
    domains: organization.allowedEmailDomains,
    teams: teams.filter(({ name }) => !name.startsWith(marker)).length,
    members: members.map(({ role }) => role).sort(),
    invitations: invitations.map(({ status, sentCount }) => `${status} ${sentCount}`).sort(),
    events: events
      .filter(({ details }) => !details.name?.startsWith(marker))
      .map(({ type }) => type)
      .sort(),
  };
};

/** Waits until the audit log has a change that was made after all others. */
export const logged = async ({ admin, path }: Acme): Promise<void> => {
  const { id } = (await admin.post(`${path}/teams`, { name: `${marker} ${fresh('m')}` })).body;
  const teams = async () => (await admin.get(`${path}/audit-events?category=team`)).body.items;
  await expect.poll(teams).toContainEqual(expect.objectContaining({ subject: { type: 'team', id } }));
};
