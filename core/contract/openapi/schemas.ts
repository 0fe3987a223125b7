import * as z from 'zod/mini';
import { namedAudit } from './named-audit.ts';
import { namedInvitation } from './named-invitation.ts';
import { namedOrganization } from './named-organization.ts';
import type { Field } from './shape.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

export const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

const namedSchemas = [...namedOrganization, ...namedInvitation, ...namedAudit];

const names = z.registry<Readonly<Record<string, unknown>>>();
for (const { name, schema, description, keywords } of namedSchemas)
  names.add(schema, { id: name, description, ...keywords });

const byName = new Map(namedSchemas.map((schema) => [schema.name, schema]));

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>;

const tidy: Override = ({ jsonSchema: json }) => {
  // The long regular expression adds nothing to the format.
  if (json.format === 'date-time') delete json.pattern;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
};

const tidyAnswer: Override = (context) => {
  tidy(context);
  // Responses may get new members, and clients must accept them.
  if (context.jsonSchema.additionalProperties === false) delete context.jsonSchema.additionalProperties;
};

const inWords = (field: Field) => (typeof field === 'string' ? { description: field } : field);

/** Adds a description to each field of an object schema. */
export const describeFields = (json: JsonSchema, fields: Readonly<Record<string, Field>>): JsonSchema => ({
  ...json,
  properties: Object.fromEntries(
    Object.entries(json.properties ?? {}).map(([field, schema]) => [
      field,
      typeof schema === 'object' ? { ...schema, ...inWords(fields[field] ?? '') } : schema,
    ]),
  ),
});

const withoutId = ({ id: _, ...json }: JsonSchema): JsonSchema => json;

const finish = (name: string, json: JsonSchema): JsonSchema => {
  const { fields, without = [] } = byName.get(name) ?? {};
  const described = withoutId(fields ? describeFields(json, fields) : json);
  if (without.length === 0) return described;
  const absent = Object.fromEntries(without.map((property) => [property, false]));
  return { ...described, properties: { ...described.properties, ...absent } };
};

type Converted = {
  readonly of: (key: string) => JsonSchema;
  /** Named schemas that others refer to. */
  readonly named: Readonly<Record<string, JsonSchema>>;
};

/** Returns the JSON Schemas of requests (`input`) or responses (`output`) by key. */
export const jsonSchemas = (io: 'input' | 'output', schemas: Readonly<Record<string, z.ZodMiniType>>): Converted => {
  const override = io === 'input' ? tidy : tidyAnswer;
  const json = z.toJSONSchema(z.object(schemas), { io, metadata: names, override });
  const { properties = {}, $defs = {} }: JsonSchema = JSON.parse(
    JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'),
  );
  return {
    of: (key) => {
      const schema = properties[key];
      if (typeof schema !== 'object') throw new Error(`${key} has no schema`);
      return schema;
    },
    named: Object.fromEntries(Object.entries($defs).map(([name, schema]) => [name, finish(name, schema)])),
  };
};
