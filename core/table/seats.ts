import * as z from 'zod';
import type { Role } from '../contract/fields.ts';
import { problem } from '../problem.ts';
import { seatsKey } from './keys.ts';
import { absent, put, unexpected, update, type Write } from './write.ts';

const storedSeats = z.object({ members: z.int(), admins: z.int(), memberLimit: z.int().optional() });
export type StoredSeats = z.infer<typeof storedSeats>;

export const readSeats = (item: unknown): StoredSeats => storedSeats.parse(item);

/** Seats of a new organization: nobody has joined yet. `memberLimit` null is no limit. */
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
