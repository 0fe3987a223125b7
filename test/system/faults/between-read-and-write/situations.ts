import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { type Answer, as, fresh, organization } from '#test/support/api.ts';
import { beginToOperate, operate } from '#test/support/aws-of-run.ts';

const idOf = async (caller: Awaited<ReturnType<typeof as>>): Promise<string> => (await caller.get('/me')).body.user.id;

/** Creates an organization with two admins, a member and a pending invitation, and their actions. */
export const start = async (url: string) => {
  const acme = await organization({ plan: 'standard' }, url);
  const { admin: alice, path, id } = acme;
  const bob = await acme.join(fresh('bob'), { role: 'admin' });
  const carol = await acme.join(fresh('carol'));
  const email = fresh('ann');
  const subject = randomUUID();
  const ann = await as(email, { subject }, url);
  const invitation = await acme.invite(email);
  const { id: teamId } = (await alice.post(`${path}/teams`, { name: 'Sales' })).body;
  const ids = { alice: await idOf(alice), bob: await idOf(bob), carol: await idOf(carol) };
  const of = (person: keyof typeof ids) => `${path}/members/${ids[person]}`;
  const at = `${path}/invitations/${invitation.id}`;
  const terms = async (limits: object) => {
    // A command that adds a limit waits for running requests after its write.
    await beginToOperate('set-limits', { organizationId: id, ...limits }, url);
    await expect.poll(async () => (await alice.get(path)).body.limits).toMatchObject(limits);
  };
  const accept = (who = ann, invitationId: string = invitation.id) =>
    who.post('/invitations/accept', { invitationId, organizationId: id });
  const send = (who: typeof ann, emails: string[]) => who.post(`${path}/invitations`, { emails, role: 'user' });
  const losesLimit = () => operate('change-plan', { organizationId: id, plan: 'enterprise' }, url);
  const signIn = (who: string, account: { readonly subject?: string } = {}) => as(who, account, url);
  const people = { alice, bob, carol, subject, signIn };
  return { ...acme, ...people, email, at, of, teamId, terms, accept, send, losesLimit };
};
export type Situation = Awaited<ReturnType<typeof start>>;

type Row = readonly [
  what: string,
  asked: (of: Situation) => Promise<Answer> | Answer,
  concurrently: (of: Situation) => Promise<unknown>,
  expected: { readonly status: number; readonly body?: object },
];

const refused = (status: number, code: string, facts: object = {}) => ({ status, body: { code, ...facts } });
const notPending = (invitationStatus: string) => refused(409, 'invitation_not_pending', { invitationStatus });
const rejected = (code: string, facts: object = {}) =>
  refused(422, 'nothing_invited', { results: [{ outcome: 'rejected', code, ...facts }] });

/** An action between the read and the write of a request, with both responses. */
export const rows: Readonly<Record<string, readonly Row[]>> = {
  'accept-invitation': [
    [
      'it is revoked',
      ({ accept }) => accept(),
      ({ alice, at }) => alice.post(`${at}/revoke`),
      refused(410, 'invitation_revoked'),
    ],
    ['the plan loses its limit', ({ accept }) => accept(), ({ losesLimit }) => losesLimit(), { status: 200 }],
    [
      'the last seat is taken',
      ({ accept }) => accept(),
      ({ terms }) => terms({ members: 3 }),
      refused(409, 'member_limit_reached'),
    ],
    [
      'another account with the same address accepts',
      ({ accept }) => accept(),
      async ({ accept, email, signIn }) => accept(await signIn(email, { subject: randomUUID() })),
      refused(410, 'invitation_accepted'),
    ],
    [
      'the same person, who has another address too, joins by another invitation',
      ({ accept }) => accept(),
      async ({ bob, send, accept, subject, signIn }) => {
        const other = fresh('other');
        const { results } = (await send(bob, [other])).body;
        return accept(await signIn(other, { subject }), results[0].invitation.id);
      },
      refused(409, 'already_member'),
    ],
  ],
  'revoke-invitation': [
    ['it is accepted', ({ alice, at }) => alice.post(`${at}/revoke`), ({ accept }) => accept(), notPending('accepted')],
    [
      'it is revoked',
      ({ alice, at }) => alice.post(`${at}/revoke`),
      ({ bob, at }) => bob.post(`${at}/revoke`),
      notPending('revoked'),
    ],
    [
      'the plan loses its limit',
      ({ alice, at }) => alice.post(`${at}/revoke`),
      ({ losesLimit }) => losesLimit(),
      { status: 200 },
    ],
  ],
  'resend-invitation': [
    ['it is accepted', ({ alice, at }) => alice.post(`${at}/resend`), ({ accept }) => accept(), notPending('accepted')],
    [
      'it is revoked',
      ({ alice, at }) => alice.post(`${at}/resend`),
      ({ bob, at }) => bob.post(`${at}/revoke`),
      notPending('revoked'),
    ],
    [
      'it is resent',
      ({ alice, at }) => alice.post(`${at}/resend`),
      ({ bob, at }) => bob.post(`${at}/resend`),
      refused(429, 'resend_too_soon'),
    ],
  ],
  'send-invitations': [
    [
      'somebody else invites the address',
      ({ alice, send }) => send(alice, ['eve@x.test']),
      ({ bob, send }) => send(bob, ['eve@x.test']),
      rejected('already_invited', { invitationId: expect.any(String) }),
    ],
    [
      'the address becomes a member',
      ({ alice, send }) => send(alice, ['eve@joins.test']),
      async ({ bob, send, accept, signIn }) => {
        const { results } = (await send(bob, ['eve@joins.test'])).body;
        return accept(await signIn('eve@joins.test'), results[0].invitation.id);
      },
      rejected('already_member'),
    ],
    [
      'the last place is taken',
      ({ alice, send }) => send(alice, ['eve@x.test']),
      ({ terms }) => terms({ pendingInvitations: 1 }),
      rejected('pending_limit_reached', { limit: 1 }),
    ],
    [
      'the limit changes',
      ({ alice, send }) => send(alice, ['eve@x.test']),
      ({ terms }) => terms({ pendingInvitations: 9 }),
      { status: 201 },
    ],
    [
      'the plan loses its limit',
      ({ alice, send }) => send(alice, ['eve@x.test']),
      ({ losesLimit }) => losesLimit(),
      { status: 201 },
    ],
  ],
  'change-member': [
    [
      'the role is changed',
      ({ alice, of }) => alice.patch(of('carol'), { role: 'admin' }),
      ({ bob, of }) => bob.patch(of('carol'), { role: 'viewer' }),
      { status: 200, body: { role: 'admin' } },
    ],
    [
      'the member is removed',
      ({ alice, of }) => alice.patch(of('carol'), { role: 'admin' }),
      ({ bob, of }) => bob.delete(of('carol')),
      refused(404, 'member_not_found'),
    ],
    [
      'the other admin stops being one',
      ({ alice, of }) => alice.patch(of('alice'), { role: 'user' }),
      ({ bob, of }) => bob.delete(of('bob')),
      refused(409, 'last_admin'),
    ],
  ],
  'remove-member': [
    [
      'the role is changed',
      ({ alice, of }) => alice.delete(of('carol')),
      ({ bob, of }) => bob.patch(of('carol'), { role: 'admin' }),
      { status: 204 },
    ],
    [
      'the member leaves',
      ({ alice, of }) => alice.delete(of('carol')),
      ({ carol, of }) => carol.delete(of('carol')),
      refused(404, 'member_not_found'),
    ],
    [
      'the other admin stops being one',
      ({ alice, of }) => alice.delete(of('alice')),
      ({ bob, of }) => bob.patch(of('bob'), { role: 'user' }),
      refused(409, 'last_admin'),
    ],
  ],
  'create-team': [
    [
      'another of that name is',
      ({ alice, path }) => alice.post(`${path}/teams`, { name: 'Legal' }),
      ({ bob, path }) => bob.post(`${path}/teams`, { name: 'LEGAL' }),
      refused(409, 'team_exists'),
    ],
  ],
  'delete-team': [
    [
      'it is deleted',
      ({ alice, path, teamId }) => alice.delete(`${path}/teams/${teamId}`),
      ({ bob, path, teamId }) => bob.delete(`${path}/teams/${teamId}`),
      refused(404, 'team_not_found'),
    ],
  ],
  'set-allowed-email-domains': [
    [
      'they are changed',
      ({ alice, path }) => alice.put(`${path}/allowed-email-domains`, { domains: ['a.test'] }),
      ({ bob, path }) => bob.put(`${path}/allowed-email-domains`, { domains: ['b.test'] }),
      { status: 200, body: { allowedEmailDomains: ['a.test'] } },
    ],
  ],
};
