import * as z from 'zod/mini';
import { hasControlCharacters, isVisibleName } from './names.ts';

/** A moment: ISO 8601, UTC, milliseconds. Sorts as text. */
export const instant = z.iso.datetime({ precision: 3 }).brand('Instant');
export type Instant = z.infer<typeof instant>;

export const role = z.enum(['admin', 'user', 'viewer']);
export type Role = z.infer<typeof role>;

/** An opaque id in an answer. */
export const id = z.string().check(z.minLength(1), z.maxLength(64));

/** Stands for an id that can't be one: no item has it. */
const absentId = '-';

/** What can't be an id is as good as an absent one, and never part of a key. */
export const idOrAbsent = (text: string): string => (/^[\w-]{1,64}$/.test(text) ? text : absentId);

/** An id that callers name. Any text is taken: what can't be an id answers as an absent one. */
export const pathId = z.pipe(z.string(), z.transform(idOrAbsent));

/** A name that a person gives an organization or a team: trimmed, 1 to `longest` characters, some of them visible, none a control. */
export const givenName = (longest: number) =>
  z.string().check(
    z.trim(),
    z.refine((name) => name !== '', 'must not be empty'),
    z.refine((name) => name === '' || isVisibleName(name), 'must have a visible character'),
    z.refine((name) => [...name].length <= longest, `must have at most ${longest} characters`),
    z.refine((name) => !hasControlCharacters(name), 'must not contain control characters'),
    z.refine((name) => name.isWellFormed(), 'must be well-formed Unicode'),
  );

/** Text that `read` makes sense of: what it answers, or `message` where that is nothing. */
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

/** Ids of teams, as callers give them; an unknown one is refused later, by name. */
export const namedTeams = z.array(z.string()).check(z.maxLength(20, 'must have at most 20 teams'));

/** A page of a list, as asked for. */
export const pageQuery = z.strictObject({
  limit: z.optional(
    z.pipe(z.string().check(z.regex(/^([1-9]\d?|100)$/, 'must be a number from 1 to 100')), z.transform(Number)),
  ),
  cursor: z.optional(z.string()),
});

/** A page of a list, as answered. */
export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });

export const noParams = z.strictObject({});
export const noQuery = z.strictObject({});
export const organizationParams = z.strictObject({ organizationId: pathId });

/** Tells a repeated request from a new one. */
export const idempotencyKey = z
  .string()
  .check(z.regex(/^[!-~]{1,128}$/, 'must have 1 to 128 visible ASCII characters'));
