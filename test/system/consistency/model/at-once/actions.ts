import * as fc from 'fast-check';
import type { Answer, Client } from '#test/system/consistency/model/client.ts';
import type { Person } from '#test/system/consistency/model/model.ts';
import type { Call, History } from './history.ts';

/** An action of one person among concurrent ones. Targets are selected by number. */
export type Action = {
  readonly kind: keyof typeof kinds;
  readonly organization: number;
  readonly who: number;
  readonly n: number;
  readonly many: readonly number[];
  readonly role: 'admin' | 'user' | 'viewer';
};

/** A change with a successful response. */
export type Confirmed = { readonly organizationId: string; readonly type: string; readonly subject: string };

/** Concurrent people at one stack, with their shared knowledge. */
export type Crowd = {
  readonly client: Client;
  readonly run: string;
  readonly organizationIds: readonly string[];
  readonly people: readonly Person[];
  readonly invitations: { readonly organizationId: string; readonly id: string; readonly email: string }[];
  readonly teams: { readonly organizationId: string; readonly id: string }[];
  readonly confirmed: Confirmed[];
  readonly history: History;
  /** Responses that must never occur. */
  readonly mistakes: string[];
};

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

const someone = (crowd: Crowd, who: number): Person => {
  const person = pick(crowd.people, who) ?? crowd.people[0];
  if (!person) throw new Error('no such person');
  return person;
};

/** `try_again` means that nothing happened; the gateway returns 401 for a token that just expired. */
const expected = new Set([200, 201, 204, 207, 401, 403, 404, 409, 410, 422, 429, 503]);

const ask = async (
  crowd: Crowd,
  who: number,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => {
  const person = someone(crowd, who);
  const answer = await (await crowd.client.as(person))(method, path, body, headers);
  if (!expected.has(answer.status))
    crowd.mistakes.push(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return { person, answer };
};

const invited = ({ body }: Answer): { id: string; email: string }[] =>
  (body?.results ?? []).flatMap((result: Answer['body']) => (result.outcome === 'invited' ? [result.invitation] : []));

/** Calls an operation on one invitation and records it in the history. */
const askAbout = (
  crowd: Crowd,
  kind: Call['kind'],
  invitationId: string,
  who: number,
  ...[method, path, body]: [string, string, unknown?]
) =>
  crowd.history.note({ kind, invitationId, userId: someone(crowd, who).userId }, async () => {
    const { answer } = await ask(crowd, who, method, path, body);
    return answer;
  });

const tell = (crowd: Crowd, organizationId: string, type: string, subject: string): void =>
  void crowd.confirmed.push({ organizationId, type, subject });

type Kind = (crowd: Crowd, action: Action, organizationId: string) => Promise<void>;

const invite: Kind = async (crowd, { who, many, role, n }, organizationId) => {
  const address = (one: number): string => crowd.people[one % 12]?.email ?? `p${one}@${crowd.run}.test`;
  const body = { emails: many.map(address), role };
  const headers = n % 3 === 0 ? { 'idempotency-key': `key-${n}` } : undefined;
  const { answer } = await ask(crowd, who, 'POST', `/organizations/${organizationId}/invitations`, body, headers);
  for (const { id, email } of invited(answer)) {
    // A repeated request returns the result of the first.
    if (crowd.invitations.some((known) => known.id === id)) continue;
    crowd.invitations.push({ organizationId, id, email });
    tell(crowd, organizationId, 'invitation.sent', id);
  }
};

const changeInvitation =
  (verb: 'resend' | 'revoke', type: string): Kind =>
  async (crowd, { who, n }) => {
    const invitation = pick(crowd.invitations.slice(-12), n);
    if (!invitation) return;
    const { organizationId, id } = invitation;
    const path = `/organizations/${organizationId}/invitations/${id}/${verb}`;
    const answer = await askAbout(crowd, verb, id, who, 'POST', path);
    if (answer.status === 200) tell(crowd, organizationId, type, id);
  };

const accept: Kind = async (crowd, { n }) => {
  const invitation = pick(crowd.invitations.slice(-12), n);
  if (!invitation) return;
  const { organizationId, id, email } = invitation;
  const who = crowd.people.findLastIndex(
    (person) => person.email === email && (n % 2 === 0 || person.label !== 'other-ann'),
  );
  const body = { invitationId: id, organizationId };
  const answer = await askAbout(crowd, 'accept', id, Math.max(who, 0), 'POST', '/invitations/accept', body);
  if (answer.status === 200) tell(crowd, organizationId, 'invitation.accepted', id);
};

const remove: Kind = async (crowd, { who, n }, organizationId) => {
  const whom = pick(crowd.people, n)?.userId ?? '-';
  const { person, answer } = await ask(crowd, who, 'DELETE', `/organizations/${organizationId}/members/${whom}`);
  const type = person.userId === whom ? 'member.left' : 'member.removed';
  if (answer.status === 204) tell(crowd, organizationId, type, whom);
};

const leave: Kind = (crowd, action, organizationId) => remove(crowd, { ...action, n: action.who }, organizationId);

const changeRole: Kind = async (crowd, { who, n, role }, organizationId) => {
  const whom = pick(crowd.people, n)?.userId ?? '-';
  await ask(crowd, who, 'PATCH', `/organizations/${organizationId}/members/${whom}`, { role });
};

/** Changes the Google address of an account: to a new one, its first, or one of another person. */
const changeAddress: Kind = async (crowd, { who, n }) => {
  const person = someone(crowd, who);
  const { label } = person;
  const addresses = [`new-${label}@${crowd.run}.test`, `${label}@${crowd.run}.test`, someone(crowd, n).email];
  person.email = pick(addresses, n) ?? person.email;
  await crowd.client.signIn(person);
};

const createTeam: Kind = async (crowd, { who, n }, organizationId) => {
  const { answer } = await ask(crowd, who, 'POST', `/organizations/${organizationId}/teams`, { name: `Team ${n % 3}` });
  if (answer.status !== 201) return;
  crowd.teams.push({ organizationId, id: answer.body.id });
  tell(crowd, organizationId, 'team.created', answer.body.id);
};

const deleteTeam: Kind = async (crowd, { who, n }) => {
  const team = pick(crowd.teams, n);
  if (!team) return;
  const { organizationId, id } = team;
  const { answer } = await ask(crowd, who, 'DELETE', `/organizations/${organizationId}/teams/${id}`);
  if (answer.status === 204) tell(crowd, organizationId, 'team.deleted', id);
};

const kinds = {
  invite,
  resend: changeInvitation('resend', 'invitation.resent'),
  revoke: changeInvitation('revoke', 'invitation.revoked'),
  accept,
  remove,
  leave,
  changeRole,
  changeAddress,
  createTeam,
  deleteTeam,
};

const often = {
  invite: 6,
  accept: 6,
  resend: 2,
  revoke: 3,
  changeRole: 4,
  changeAddress: 3,
  remove: 2,
  leave: 1,
  createTeam: 1,
  deleteTeam: 1,
};

/** Generates actions: mostly inviting and accepting, mostly by the first two people, who are the initial admins. */
export const anyAction: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom(
    ...Object.entries(often).flatMap(([kind, times]) =>
      Array.from({ length: times }, () => kind as keyof typeof kinds),
    ),
  ),
  organization: fc.nat(1),
  who: fc.oneof(fc.nat(1), fc.nat(1), fc.nat(11)),
  n: fc.nat(60),
  many: fc.array(fc.nat(14), { minLength: 1, maxLength: 4 }),
  role: fc.constantFrom('admin' as const, 'user' as const, 'viewer' as const),
});

export const perform = async (crowd: Crowd, action: Action): Promise<void> => {
  const organizationId = pick(crowd.organizationIds, action.organization) ?? '-';
  await kinds[action.kind](crowd, action, organizationId);
};
