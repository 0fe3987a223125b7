import * as z from 'zod/mini';
import { hasControlCharacters, isVisibleName } from './names.ts';

/** An instant: ISO 8601, UTC, milliseconds. Sorts as text. */
export const instant = z.iso.datetime({ precision: 3 }).brand('Instant');
export type Instant = z.infer<typeof instant>;

export const role = z.enum(['admin', 'user', 'viewer']);
export type Role = z.infer<typeof role>;

/** An opaque id in a response. */
export const id = z.string().check(z.minLength(1), z.maxLength(64));

/** Replacement of an invalid id. No item has it. */
const absentId = '-';

/** Replaces an invalid id, so that it acts like an unknown one and never becomes part of a key. */
export const idOrAbsent = (text: string): string => (/^[\w-]{1,64}$/.test(text) ? text : absentId);

/** An id in a request. An invalid one acts like an unknown one. */
export const pathId = z.pipe(z.string(), z.transform(idOrAbsent));

/** A name of an organization or team: trimmed, 1 to `longest` characters, at least one visible, no control characters. */
export const givenName = (longest: number) =>
  z.string().check(
    z.trim(),
    z.refine((name) => name !== '', 'must not be empty'),
    z.refine((name) => name === '' || isVisibleName(name), 'must have a visible character'),
    z.refine((name) => [...name].length <= longest, `must have at most ${longest} characters`),
    z.refine((name) => !hasControlCharacters(name), 'must not contain control characters'),
    z.refine((name) => name.isWellFormed(), 'must be well-formed Unicode'),
  );

/** Text that is parsed by `read`, with `message` if it returns undefined. */
export const textReadBy = (read: (text: string) => string | undefined, message: string) =>
  z.pipe(
    z.string(),
    z.transform((text, { issues }) => {
      const value = read(text);
      if (value !== undefined) return value;
      issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    }),
  );

/** Team ids in a request. Unknown ones are rejected later, by id. */
export const namedTeams = z.array(z.string()).check(z.maxLength(20, 'must have at most 20 teams'));

/** Query parameters of a page. */
export const pageQuery = z.strictObject({
  limit: z.optional(
    z.pipe(z.string().check(z.regex(/^([1-9]\d?|100)$/, 'must be a number from 1 to 100')), z.transform(Number)),
  ),
  cursor: z.optional(z.string()),
});

/** Response with a page. */
export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });

export const noParams = z.strictObject({});
export const noQuery = z.strictObject({});
export const organizationParams = z.strictObject({ organizationId: pathId });
export type OrganizationParams = z.output<typeof organizationParams>;

/** Identifies repeated requests. */
export const idempotencyKey = z
  .string()
  .check(z.regex(/^[!-~]{1,128}$/, 'must have 1 to 128 visible ASCII characters'));
