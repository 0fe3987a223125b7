import type { Resource, Synthesized } from './synthesized.ts';

/** Account and region that the tests assume. */
const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-central-1',
  'AWS::AccountId': '123456789012',
  'AWS::URLSuffix': 'amazonaws.com',
};

type Json = { readonly [key: string]: unknown };
type Scope = { readonly resources: Readonly<Record<string, Resource>>; readonly exports: ReadonlyMap<string, unknown> };

export const tableArn = (stage: string): string =>
  `arn:aws:dynamodb:eu-central-1:123456789012:table/invitations-${stage}`;

const attribute = (scope: Scope, id: string, name: string): string => {
  const resource = scope.resources[id];
  if (resource?.Type === 'AWS::DynamoDB::Table') {
    const arn = tableArn(String(resource.Properties.TableName).slice('invitations-'.length));
    return name === 'StreamArn' ? `${arn}/stream/2026-11-22T00:00:00.000` : arn;
  }
  return `${id}.${name}`;
};

const intrinsic = (value: Json, scope: Scope): string | undefined => {
  const [[kind, argument] = ['', undefined]] = Object.entries(value);
  if (kind === 'Ref') return pseudoParameters[String(argument)] ?? String(argument);
  if (kind === 'Fn::ImportValue') return resolved(scope.exports.get(String(argument)), scope);
  if (kind === 'Fn::GetAtt' && Array.isArray(argument))
    return attribute(scope, String(argument[0]), String(argument[1]));
  if (kind === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1]))
    return argument[1].map((part) => resolved(part, scope)).join(String(argument[0]));
  return undefined;
};

/** Resolves a template value to text. Deploy-time values become their logical id and attribute. */
export const resolved = (value: unknown, scope: Scope): string => {
  if (typeof value === 'string') return value;
  const text = typeof value === 'object' && value !== null ? intrinsic({ ...value }, scope) : undefined;
  if (text === undefined) throw new Error(`Can't resolve ${JSON.stringify(value)}.`);
  return text;
};

/** The resources and exports that references of both templates can point to. */
export const scopeOf = ({ state, running }: Synthesized): Scope => {
  const outputs: Record<string, { Value: unknown; Export?: { Name: string } }> = state.toJSON().Outputs;
  return {
    resources: { ...state.toJSON().Resources, ...running.toJSON().Resources },
    exports: new Map(Object.values(outputs).map(({ Value, Export }) => [Export?.Name ?? '', Value])),
  };
};
