import { resolved, scopeOf, tableArn } from './resolved.ts';
import { onlyResource, type Resource, type Synthesized } from './synthesized.ts';

/** A call as IAM sees it: who, what, on what, and the values of the condition keys that it carries. */
export type Request = {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
};

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export type Statement = {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Conditions;
};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** IAM's wildcards: `*` for any text, `?` for one character. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text);

const like = (patterns: readonly string[], value: string) => patterns.some((pattern) => matches(pattern, value));

// "For all values" holds where there are none: that is why Null must stand beside it.
const operators: Record<string, (asked: readonly string[], found: readonly string[]) => boolean> = {
  StringEquals: (asked, found) => found.some((value) => asked.includes(value)),
  ArnNotEquals: (asked, found) => !found.some((value) => asked.includes(value)),
  'ForAllValues:StringLike': (asked, found) => found.every((value) => like(asked, value)),
  'ForAnyValue:StringLike': (asked, found) => found.some((value) => like(asked, value)),
  Null: (asked, found) => asked.includes(String(found.length === 0)),
};

const holds = (conditions: Conditions, { context }: Request, text: (value: unknown) => string): boolean =>
  Object.entries(conditions).every(([operator, keys]) => {
    const compare = operators[operator];
    if (compare === undefined) throw new Error(`Nobody knows here what ${operator} means.`);
    return Object.entries(keys).every(([key, asked]) => compare(list(asked).map(text), context[key] ?? []));
  });

// biome-ignore lint/suspicious/noExplicitAny: a policy document as it stands in the template.
const statementsOf = (documents: readonly any[], text: (value: unknown) => string): Statement[] =>
  documents.flatMap(({ Statement: statements }) =>
    // biome-ignore lint/suspicious/noExplicitAny: the same.
    list(statements).map((statement: any) => ({
      effect: statement.Effect,
      actions: list(statement.Action).map(String),
      resources: list(statement.Resource).map(text),
      conditions: statement.Condition ?? {},
    })),
  );

/** IAM over the templates of a stage, without AWS: what a function's role and the table's own policy let it do. */
export const policiesOf = (stack: Synthesized) => {
  const scope = scopeOf(stack);
  const text = (value: unknown) => resolved(value, scope);
  const roleOf = (fn: Resource): Resource => {
    const role = scope.resources[String(fn.Properties.Role['Fn::GetAtt'][0])];
    if (role === undefined) throw new Error('A function has a role that is not in its template.');
    return role;
  };
  const granted = (fn: Resource): Statement[] =>
    statementsOf(
      roleOf(fn).Properties.Policies.map((policy: { PolicyDocument: unknown }) => policy.PolicyDocument),
      text,
    );
  const table = onlyResource(stack.state, 'AWS::DynamoDB::Table');
  const ofTable = statementsOf([table.Properties.ResourcePolicy.PolicyDocument], text);
  const arnOfRole = (fn: Resource): string => {
    const { RoleName: name } = roleOf(fn).Properties;
    return `arn:aws:iam::123456789012:role/${name === undefined ? 'made-up' : text(name)}`;
  };

  const applies = (request: Request) => (statement: Statement) =>
    like(statement.actions, request.action) &&
    like(statement.resources, request.resource) &&
    holds(statement.conditions, request, text);
  const decide = (own: readonly Statement[], request: Request): boolean => {
    const inForce = [...own, ...ofTable].filter(applies(request));
    return inForce.some(({ effect }) => effect === 'Allow') && !inForce.some(({ effect }) => effect === 'Deny');
  };

  return {
    granted,
    roleOf,
    /** Whether a role with these statements of its own may make a request. */
    decide,
    /** Whether a function may act on items with these partition keys, in the table or an index of it. */
    may: (fn: Resource, action: string, keys: readonly string[], index?: string): boolean => {
      const principal = arnOfRole(fn);
      return decide(granted(fn), {
        principal,
        action: `dynamodb:${action}`,
        resource: tableArn(stack.stage) + (index === undefined ? '' : `/index/${index}`),
        context: { 'aws:PrincipalArn': [principal], ...(keys.length > 0 && { 'dynamodb:LeadingKeys': keys }) },
      });
    },
  };
};
