import * as z from 'zod/mini';
import type { Role } from '#core/contract/fields.ts';
import { problem } from '#core/problem.ts';
import { seatsKey } from './keys.ts';
import { absent, present, put, unexpected, update, type Write } from './write.ts';

const storedSeats = z.object({ members: z.int(), admins: z.int(), memberLimit: z.optional(z.int()) });
export type StoredSeats = z.infer<typeof storedSeats>;

export const readSeats = (item: unknown): StoredSeats => storedSeats.parse(item);

/** Puts the seats of a new organization without members. `memberLimit` null is unlimited. */
export const putSeats = (organizationId: string, memberLimit: number | null): Write => ({
  item: put(
    { ...seatsKey(organizationId), members: 0, admins: 0, ...(memberLimit !== null && { memberLimit }) },
    absent,
  ),
  refusal: unexpected('seats of a new organization exist'),
});

const seatIsFree = {
  text: 'attribute_exists(PK) AND (attribute_not_exists(#memberLimit) OR #members < #memberLimit)',
  names: { '#memberLimit': 'memberLimit', '#members': 'members' },
} as const;

export const takeSeat = (organizationId: string, role: Role): Write => ({
  item: update(seatsKey(organizationId), { add: { members: 1, admins: role === 'admin' ? 1 : 0 } }, seatIsFree),
  refusal: () => problem('member_limit_reached'),
});

/** Condition: more admins than `gone`. */
const anotherAdminRemains = (gone: number) => ({
  text: '#admins > :gone',
  names: { '#admins': 'admins' },
  values: { ':gone': gone },
});

/** Decrements the counters; negative numbers increment them. Condition: another admin remains. */
export const giveUpSeats = (
  organizationId: string,
  less: { readonly members: number; readonly admins: number },
): Write => ({
  item: update(
    seatsKey(organizationId),
    { add: { members: -less.members, admins: -less.admins } },
    less.admins > 0 ? anotherAdminRemains(less.admins) : present,
  ),
  refusal: () => problem('last_admin'),
});

export const releaseSeat = (organizationId: string, role: Role): Write =>
  giveUpSeats(organizationId, { members: 1, admins: role === 'admin' ? 1 : 0 });

/** Changes the number of admins. Undefined if the role change does not affect it. */
export const changeSeat = (organizationId: string, from: Role, to: Role): Write | undefined => {
  if ((from === 'admin') === (to === 'admin')) return undefined;
  return giveUpSeats(organizationId, { members: 0, admins: from === 'admin' ? 1 : -1 });
};

/** Sets the member limit. Null is unlimited. Members above a new limit stay. */
export const changeMemberLimit = (organizationId: string, memberLimit: number | null): Write => ({
  item: update(
    seatsKey(organizationId),
    memberLimit === null ? { remove: ['memberLimit'] } : { set: { memberLimit } },
    present,
  ),
  refusal: unexpected('no seats'),
});
