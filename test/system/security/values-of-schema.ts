import fc from 'fast-check';

/** The part of JSON Schema that the document's inputs use. */
export type Schema = {
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** `false`: always absent. */
  readonly properties?: Readonly<Record<string, Schema | false>>;
  readonly required?: readonly string[];
};

type Document = { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };

/** A few elements are enough. */
const mostItems = 8;

/**
 * Generates values for a schema. `known` has better values for some field names, such as existing ids.
 * Throws for an unsupported schema.
 */
export const valuesOf = (
  document: Document,
  known: Readonly<Record<string, readonly unknown[]>>,
): ((schema: Schema, name: string) => fc.Arbitrary<unknown>) => {
  const resolved = (ref: string): Schema => document.components.schemas[ref.split('/').at(-1) ?? ''] ?? {};

  const text = (name: string, format: string | undefined): fc.Arbitrary<unknown> => {
    const anything =
      format === 'date-time'
        ? fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
        : fc.string({ unit: 'grapheme' });
    const values = known[name];
    return values ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, anything) : anything;
  };

  const object = ({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> =>
    fc.record(
      Object.fromEntries(
        Object.entries(properties).flatMap(([field, schema]) => (schema ? [[field, values(schema, field)]] : [])),
      ),
      { requiredKeys: [...required] },
    );

  const list = ({ items = {}, minItems = 0, maxItems = mostItems }: Schema, name: string) =>
    fc.array(values(items, name), { minLength: minItems, maxLength: Math.min(maxItems, mostItems) });

  const byType: Readonly<Record<string, (schema: Schema, name: string) => fc.Arbitrary<unknown>>> = {
    string: ({ format }, name) => text(name, format),
    boolean: () => fc.boolean(),
    integer: ({ minimum = -1000, maximum = 1000 }) => fc.integer({ min: minimum, max: maximum }),
    object,
    array: list,
  };

  const values = (schema: Schema, name: string): fc.Arbitrary<unknown> => {
    if (schema.$ref !== undefined) return values(resolved(schema.$ref), name);
    const options = schema.anyOf ?? schema.oneOf;
    if (options) return fc.oneof(...options.map((option) => values(option, name)));
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const ofType = byType[schema.type ?? ''];
    if (!ofType) throw new Error(`${name}: ${JSON.stringify(schema)} is new`);
    return ofType(schema, name);
  };
  return values;
};
