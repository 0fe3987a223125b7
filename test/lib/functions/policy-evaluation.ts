import { type Access, evaluatePolicies, type Statement, statementsIn } from 'cdk-local/policy';
import { resolved, scopeOf, tableArn } from '#test/lib/resolved.ts';
import { onlyResource, type Resource, type Synthesized } from '#test/lib/synthesized.ts';

/** Evaluates the policies of a stage's templates: those of the role and of the table. */
export const policiesOf = (stack: Synthesized) => {
  const scope = scopeOf(stack);
  const text = (value: unknown) => resolved(value, scope);
  const withoutIntrinsics = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withoutIntrinsics);
    if (typeof value !== 'object' || value === null) return value;
    const [key = ''] = Object.keys(value);
    if (key === 'Ref' || key.startsWith('Fn::')) return text(value);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutIntrinsics(inner)]));
  };
  const roleOf = (fn: Resource): Resource => {
    const role = scope.resources[String(fn.Properties.Role['Fn::GetAtt'][0])];
    if (role === undefined) throw new Error('A function has a role that is not in its template.');
    return role;
  };
  const granted = (fn: Resource): Statement[] =>
    roleOf(fn).Properties.Policies.flatMap((policy: { PolicyDocument: unknown }) =>
      statementsIn(withoutIntrinsics(policy.PolicyDocument)),
    );
  const table = onlyResource(stack.state, 'AWS::DynamoDB::Table');
  const ofTable = statementsIn(withoutIntrinsics(table.Properties.ResourcePolicy.PolicyDocument));
  const arnOfRole = (fn: Resource): string => {
    const { RoleName: name } = roleOf(fn).Properties;
    return `arn:aws:iam::123456789012:role/${name === undefined ? `invitations-${stack.stage}-MadeUp` : text(name)}`;
  };

  /** Returns whether a role with these statements can make a request. */
  const decide = (own: readonly Statement[], access: Access): boolean =>
    evaluatePolicies(own, ofTable, access).denial === undefined;

  return {
    granted,
    roleOf,
    decide,
    /** Returns whether a function can access items with these partition keys, in the table or an index. */
    may: (fn: Resource, action: string, keys: readonly string[], index?: string): boolean =>
      decide(granted(fn), {
        action: `dynamodb:${action}`,
        resource: tableArn(stack.stage) + (index === undefined ? '' : `/index/${index}`),
        context: { 'aws:PrincipalArn': [arnOfRole(fn)], ...(keys.length > 0 && { 'dynamodb:LeadingKeys': keys }) },
      }),
  };
};
