import type * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { type Json, readStacks, type Stack } from './assembly-stacks.ts';
import { type References, resolveIntrinsics } from './intrinsics.ts';
import { accountId, type Declared, physicalValue, region, type Surroundings } from './physical-values.ts';

/** A resource of the template with all values resolved. */
export type Resource = {
  readonly logicalId: string;
  readonly type: string;
  /** Value of `Ref`. */
  readonly ref: string;
  readonly properties: Readonly<Record<string, Json>>;
  /** Returns the value of `Fn::GetAtt`. */
  readonly attribute: (name: string) => string;
  /** Returns the file or folder of an asset by its key in CDK's asset bucket. */
  readonly asset: (objectKey: string) => string | undefined;
};

/** The resources of all stacks of an app. */
export type Resources = {
  /** Returns the resources of these types, in the template's order. Throws `StartError` for unsupported values. */
  readonly of: (...types: readonly string[]) => readonly Resource[];
  /** Returns an output of any stack, or undefined. */
  readonly output: (name: string) => Json | undefined;
};

const pseudoParameters: Readonly<Record<string, Json | undefined>> = {
  'AWS::AccountId': accountId,
  'AWS::NoValue': undefined,
  'AWS::NotificationARNs': [],
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::URLSuffix': 'amazonaws.com',
};

const missing = (stack: Stack, what: string): never => {
  throw new StartError(`The template of ${stack.name} refers to ${what}, which is missing.`);
};

const declaredResource = (stack: Stack, logicalId: string, references: References): Declared => {
  const resource = stack.template.Resources[logicalId] ?? missing(stack, logicalId);
  return {
    stack: stack.name,
    logicalId,
    type: resource.Type,
    property: (name) => {
      const value = resource.Properties[name];
      return value === undefined ? undefined : resolveIntrinsics(value, references);
    },
  };
};

const referencesOf = (stack: Stack, imported: References['imported'], surroundings: Surroundings): References => {
  const { Parameters, Resources, Conditions, Mappings } = stack.template;
  const references: References = {
    ref: (name) => {
      if (name in pseudoParameters) return pseudoParameters[name];
      if (name === 'AWS::StackName') return stack.name;
      if (name in Resources) return references.attribute(name, 'Ref');
      return Parameters[name]?.Default ?? missing(stack, name);
    },
    attribute: (logicalId, attribute) =>
      physicalValue(declaredResource(stack, logicalId, references), attribute, surroundings),
    imported,
    condition: (name) => resolveIntrinsics(Conditions[name] ?? missing(stack, name), references) === true,
    mapping: (map, first, second) => Mappings[map]?.[first]?.[second] ?? missing(stack, `${map}.${first}.${second}`),
  };
  return references;
};

const exportOf = (stacks: readonly Stack[], name: string, references: (stack: Stack) => References): Json => {
  for (const stack of stacks) {
    for (const output of Object.values(stack.template.Outputs)) {
      if (output.Export && resolveIntrinsics(output.Export.Name, references(stack)) === name)
        return resolveIntrinsics(output.Value, references(stack)) ?? '';
    }
  }
  throw new StartError(`A stack imports ${name}, which no stack exports.`);
};

const resolvedResource = (stack: Stack, logicalId: string, references: References): Resource => {
  const { Type, Properties } = stack.template.Resources[logicalId] ?? missing(stack, logicalId);
  const attribute = (name: string): string => String(references.attribute(logicalId, name));
  const properties = resolveIntrinsics(Properties, references);
  return {
    logicalId,
    type: Type,
    ref: attribute('Ref'),
    attribute,
    properties: typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties : {},
    asset: (objectKey) => stack.assets.get(objectKey),
  };
};

/** Reads a synthesized CDK app. Resolves values when they are read. */
export const readResources = (assembly: string, surroundings: Surroundings): Resources => {
  const stacks = readStacks(assembly, surroundings.origin);
  const references = (stack: Stack): References =>
    referencesOf(stack, (name) => exportOf(stacks, name, references), surroundings);
  const exists = (stack: Stack, condition: string | undefined): boolean =>
    condition === undefined || references(stack).condition(condition);
  return {
    of: (...types) =>
      stacks.flatMap((stack) =>
        Object.entries(stack.template.Resources)
          .filter(([, { Type, Condition }]) => types.includes(Type) && exists(stack, Condition))
          .map(([logicalId]) => resolvedResource(stack, logicalId, references(stack))),
      ),
    output: (name) => {
      const stack = stacks.find(({ template }) => name in template.Outputs);
      const value = stack?.template.Outputs[name]?.Value;
      return stack && value !== undefined ? resolveIntrinsics(value, references(stack)) : undefined;
    },
  };
};

/** Parses the properties of a resource. Throws `StartError` that names an unsupported one. */
export const propertiesOf = <Schema extends z.ZodType>(
  { logicalId, type, properties }: Resource,
  schema: Schema,
): z.output<Schema> => {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StartError(`${logicalId} (${type}) is not supported: ${issue?.path.join('.')}: ${issue?.message}.`);
};
