import type { Person } from '#test/system/consistency/model/model.ts';
import type { Confirmed } from './actions.ts';
import type { Seen } from './look.ts';

const times = (values: readonly string[]): Map<string, number> =>
  new Map([...Map.groupBy(values, (value) => value)].map(([value, same]) => [value, same.length]));

const twice = (values: readonly string[], what: string): string[] =>
  [...times(values)].filter(([, count]) => count > 1).map(([value, count]) => `${what}: ${value} ${count} times`);

const differ = (what: string, expected: unknown, found: unknown): string[] =>
  expected === found ? [] : [`${what}: ${found} instead of ${expected}`];

const addresses = ({ invitations, members, pending }: Seen): string[] => {
  const open = invitations.filter(({ status }) => status === 'pending');
  return [
    ...twice(
      open.map(({ email }) => email),
      'pending invitations of one address',
    ),
    ...twice(
      [...open, ...members].map(({ email }) => email),
      'an address both invited and a member, or two members',
    ),
    ...twice(
      members.map(({ userId }) => userId),
      'memberships of one person',
    ),
    ...differ(
      'the pending list',
      open
        .map(({ id }) => id)
        .sort()
        .join(),
      [...pending].sort().join(),
    ),
  ];
};

const counts = ({ organization, pending, members }: Seen): string[] => {
  const { limits, usage } = organization;
  const over = (what: string, count: number, limit: number | null): string[] =>
    limit !== null && count > limit ? [`${what}: ${count} of ${limit}`] : [];
  return [
    ...over('pending invitations', pending.length, limits.pendingInvitations),
    ...over('members', members.length, limits.members),
    ...differ('usage of members', members.length, usage.members),
    ...differ(
      'usage of pending invitations',
      limits.pendingInvitations === null ? null : pending.length,
      usage.pendingInvitations,
    ),
    ...(members.some(({ role }) => role === 'admin') ? [] : ['no admin']),
  ];
};

const eventsOf = ({ events }: Seen, ...types: readonly string[]): string[] =>
  events.filter(({ type }) => types.includes(type)).map(({ subject }) => subject.id);

/** Checks that members are exactly the accepted people who have not left. */
const memberships = (seen: Seen): string[] => {
  const joined = times(seen.invitations.flatMap(({ acceptedBy }) => acceptedBy?.userId ?? []));
  const gone = times(eventsOf(seen, 'member.left', 'member.removed'));
  const now = times(seen.members.map(({ userId }) => userId));
  const people = new Set([...joined.keys(), ...gone.keys(), ...now.keys()]);
  return [
    ...[...people].flatMap((userId) =>
      differ(`memberships of ${userId}`, (joined.get(userId) ?? 0) - (gone.get(userId) ?? 0), now.get(userId) ?? 0),
    ),
    ...seen.members.flatMap(({ userId, invitationId }) => {
      const invitation = seen.invitations.find(({ id }) => id === invitationId);
      return differ(`who accepted ${invitationId}`, userId, invitation?.acceptedBy?.userId);
    }),
  ];
};

/** Checks that each change starts from the result of the previous one, and that the last is the current state. */
const changes = (seen: Seen): string[] =>
  seen.members.flatMap(({ userId, role, email }) => {
    const own = seen.events.filter(({ subject, type }) => subject.id === userId && type.startsWith('member.'));
    const since = own.slice(own.findLastIndex(({ type }) => type === 'member.joined'));
    const inOrder = (what: string, type: string, last: string) => {
      const made = since.filter((event) => event.type === type).map(({ details }) => details);
      return made.flatMap(({ to }, n) => differ(`${what} of ${userId}`, made[n + 1]?.from ?? last, to));
    };
    return [...inOrder('role', 'member.role_changed', role), ...inOrder('address', 'member.email_changed', email)];
  });

type Account = Pick<Person, 'userId' | 'email' | 'verified'>;

/** Returns whether a member has another address than their account, although no other member has that. */
export const isStray = ({ members }: Seen, { userId, email, verified }: Account): boolean => {
  const member = members.find((one) => one.userId === userId);
  return verified && member !== undefined && !members.some((one) => one.email === email);
};

const sameTimes = (what: string, expected: readonly string[], found: readonly string[]): string[] => {
  const [wanted, got] = [times(expected), times(found)];
  return [...new Set([...expected, ...found])].flatMap((subject) =>
    differ(`${what} of ${subject}`, wanted.get(subject) ?? 0, got.get(subject) ?? 0),
  );
};

/** Checks for exactly one event per change of the items. `isSettled` says which expired ones TTL must have removed. */
const auditLog = (seen: Seen, isSettled: (expiresAt: string) => boolean): string[] => {
  const { invitations } = seen;
  const ids = (status: string): string[] => invitations.filter((one) => one.status === status).map(({ id }) => id);
  const expired = eventsOf(seen, 'invitation.expired');
  const due = invitations.filter(({ status, expiresAt }) => status === 'expired' && isSettled(expiresAt));
  return [
    ...sameTimes(
      'invitation.sent',
      invitations.map(({ id }) => id),
      eventsOf(seen, 'invitation.sent'),
    ),
    ...sameTimes(
      'invitation.resent',
      invitations.flatMap(({ id, sentCount }) => Array.from({ length: sentCount - 1 }, () => id)),
      eventsOf(seen, 'invitation.resent'),
    ),
    ...sameTimes('invitation.accepted', ids('accepted'), eventsOf(seen, 'invitation.accepted')),
    ...sameTimes('invitation.revoked', ids('revoked'), eventsOf(seen, 'invitation.revoked')),
    ...sameTimes(
      'member.joined',
      invitations.flatMap(({ acceptedBy }) => acceptedBy?.userId ?? []),
      eventsOf(seen, 'member.joined'),
    ),
    ...twice(expired, 'invitation.expired'),
    ...due.filter(({ id }) => !expired.includes(id)).map(({ id }) => `invitation.expired of ${id} is missing`),
    ...expired.filter((id) => !ids('expired').includes(id)).map((id) => `invitation.expired of ${id}, which isn't`),
    ...twice(eventsOf(seen, 'team.created'), 'team.created'),
    ...twice(eventsOf(seen, 'team.deleted'), 'team.deleted'),
    ...differ('organization.created', 1, eventsOf(seen, 'organization.created').length),
  ];
};

/** Checks that every confirmed change is in the audit log. */
const promises = (seen: Seen, confirmed: readonly Confirmed[]): string[] => {
  const mine = confirmed.filter(({ organizationId }) => organizationId === seen.id);
  return mine
    .filter(({ type, subject }) => !seen.events.some((event) => event.type === type && event.subject.id === subject))
    .map(({ type, subject }) => `${type} of ${subject} was confirmed but is not in the log`);
};

/** Returns the violated invariants of an organization without work in progress, one line each. */
export const violations = (
  seen: Seen,
  confirmed: readonly Confirmed[],
  isSettled: (expiresAt: string) => boolean,
): string[] => [
  ...addresses(seen),
  ...counts(seen),
  ...memberships(seen),
  ...changes(seen),
  ...auditLog(seen, isSettled),
  ...promises(seen, confirmed),
];
