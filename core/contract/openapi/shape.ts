import type * as z from 'zod/mini';

/** What a field says; with JSON Schema's keywords for what zod checks by code, where there are any. */
export type Field = string | { readonly description: string; readonly [keyword: string]: unknown };

/** A schema with a name of its own in the document, and what a stranger has to know about it. */
export type NamedSchema = {
  readonly name: string;
  readonly schema: z.ZodMiniType;
  readonly description: string;
  /** What each field says, of an object. */
  readonly fields?: Readonly<Record<string, Field>>;
  /** JSON Schema's keywords for what zod checks by code. */
  readonly keywords?: Readonly<Record<string, unknown>>;
  /** What it must not have, because another of the same choice has it: types of generated clients can't tell by themselves. */
  readonly without?: readonly string[];
};

type Keywords = NamedSchema['keywords'];

export const named = (
  name: string,
  schema: z.ZodMiniType,
  description: string,
  keywords: Keywords = {},
): NamedSchema => ({
  name,
  schema,
  description,
  keywords,
});

/** An object. A field without a description does not compile. */
export const shape = <T extends z.ZodMiniObject>(
  name: string,
  schema: T,
  description: string,
  fields: { readonly [Name in keyof T['shape'] & string]: Field },
  keywords: Keywords = {},
): NamedSchema => ({ ...named(name, schema, description, keywords), fields });

/** One of several schemas with a name; `property` has another value in each: `mapping` says which. */
export const choice = (
  name: string,
  schema: z.ZodMiniType,
  description: string,
  property: string,
  mapping: Readonly<Record<string, string>>,
): NamedSchema =>
  named(name, schema, description, {
    discriminator: {
      propertyName: property,
      mapping: Object.fromEntries(Object.entries(mapping).map(([value, of]) => [value, `#/components/schemas/${of}`])),
    },
  });
