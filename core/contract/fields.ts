import * as z from 'zod';

/** A moment: ISO 8601, UTC, milliseconds. Sorts as text. */
export const instant = z.iso.datetime({ precision: 3 }).brand('Instant');
export type Instant = z.infer<typeof instant>;

export const role = z.enum(['admin', 'user', 'viewer']);
export type Role = z.infer<typeof role>;

/** An opaque id in an answer. */
export const id = z.string().min(1).max(64);

/** Stands for an id that can't be one: no item has it. */
const absentId = '-';

/** An id that callers name. Any text is taken: what can't be an id answers as an absent one. */
export const pathId = z.string().transform((text) => (/^[\w-]{1,64}$/.test(text) ? text : absentId));

// C0, DEL, C1, and the invisible characters that reorder or break a line of text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is what this is for.
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** A name that a person gives an organization or a team: trimmed, 1 to `longest` characters, no control characters. */
export const givenName = (longest: number) =>
  z
    .string()
    .transform((name) => name.trim())
    .pipe(
      z
        .string()
        .refine((name) => name.length > 0, 'must not be empty')
        .refine((name) => [...name].length <= longest, `must have at most ${longest} characters`)
        .refine((name) => !controlCharacters.test(name), 'must not contain control characters')
        .refine((name) => name.isWellFormed(), 'must be well-formed Unicode'),
    );

/** Ids of teams, as callers give them; an unknown one is refused later, by name. */
export const namedTeams = z.array(pathId).max(20);

/** A page of a list, as asked for. */
export const pageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a number from 1 to 100')
    .transform(Number)
    .optional(),
  cursor: z.string().max(2048).optional(),
});

/** A page of a list, as answered. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const noParams = z.strictObject({});
export const noQuery = z.strictObject({});
export const organizationParams = z.strictObject({ organizationId: pathId });

/** Tells a repeated request from a new one. */
export const idempotencyKey = z.string().regex(/^[!-~]{1,128}$/, 'must have 1 to 128 visible ASCII characters');
