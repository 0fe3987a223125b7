import type * as z from 'zod/mini';

/** Description of a field, with JSON Schema keywords for checks that zod does in code. */
export type Field = string | { readonly description: string; readonly [keyword: string]: unknown };

/** A named schema of the document, with its description. */
export type NamedSchema = {
  readonly name: string;
  readonly schema: z.ZodMiniType;
  readonly description: string;
  /** Descriptions of an object's fields. */
  readonly fields?: Readonly<Record<string, Field>>;
  /** JSON Schema keywords for checks that zod does in code. */
  readonly keywords?: Readonly<Record<string, unknown>>;
  /** Fields that only other members of the union have, for generated types. */
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

/** Returns a named object schema. A field without a description is a type error. */
export const shape = <T extends z.ZodMiniObject>(
  name: string,
  schema: T,
  description: string,
  fields: { readonly [Name in keyof T['shape'] & string]: Field },
  keywords: Keywords = {},
): NamedSchema => ({ ...named(name, schema, description, keywords), fields });

/** Returns a named union of schemas with the discriminator `property` and its `mapping`. */
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
