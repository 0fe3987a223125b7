import { appendFileSync } from 'node:fs';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect } from 'vitest';

type Step = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Action = NonNullable<Step[keyof Step]>;

const everywhere = 'attribute_exists(PK) OR attribute_not_exists(PK)';

/** Returns the parts of a condition that are joined by AND. */
const partsOf = (condition: string): string[] => {
  const parts: string[] = [];
  let depth = 0;
  for (const word of condition.split(' AND ')) {
    if (depth === 0) parts.push(word);
    else parts.push(`${parts.pop()} AND ${word}`);
    depth += word.split('(').length - word.split(')').length;
  }
  return parts;
};

const wordBefore = (text: unknown): string => String(text).split('#')[0] ?? '';

/** Returns the kind of an item. Only in an organization's partition do sort keys start with it. */
const itemOf = ({ PK, SK }: Record<string, unknown>): string =>
  wordBefore(PK) === 'ORG' ? wordBefore(SK) : wordBefore(PK);

const stamps = new Set(['change', 'changedAt', 'changedBy', 'requestId']);

const attributesChanged = (expression = ''): string =>
  [...new Set([...expression.matchAll(/#([a-z]\w*)/gi)].map(([, name = '']) => name))]
    .filter((name) => !stamps.has(name) && !/^[rs]\d+$/.test(name))
    .join(',');

/** Returns a name for a condition that is the same in all runs: `Update INVITATION invitation.revoked: #status = :pending`. */
const sayPart = (kind: string, action: Action, part: string): string => {
  const put: Record<string, unknown> = 'Item' in action ? (action.Item ?? {}) : {};
  const key = 'Key' in action ? (action.Key ?? {}) : put;
  const update = 'UpdateExpression' in action ? action.UpdateExpression : undefined;
  const change = String(put.change ?? action.ExpressionAttributeValues?.[':new_change'] ?? '');
  const about = [
    // One step changes a member's role, teams, or both.
    change.replace(/^member\.(role|teams)_changed.*/, 'member.changed'),
    itemOf(key) === 'MAIL' ? put.state : '',
    'userId' in put && change === '' ? 'userId' : '',
    attributesChanged(update),
  ];
  const words = about.filter((word) => word !== undefined && word !== '' && word !== 'none');
  return `${kind} ${itemOf(key)} ${words.join(' ')}: ${part.replace(/#([rs])\d+/g, '#$1').replace(/IN \(.*\)/, 'IN (...)')}`;
};

const used = <T>(words: Record<string, T> | undefined, text: string): Record<string, T> | undefined => {
  const left = Object.entries(words ?? {}).filter(([word]) => new RegExp(`${word}(?!\\w)`).test(text));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
};

/** Returns the step without one part of its condition, and without unused placeholders, which DynamoDB rejects. */
const without = (kind: string, action: Action, removed: string): Action => {
  const parts = partsOf(action.ConditionExpression ?? '').filter((part) => sayPart(kind, action, part) !== removed);
  const text = parts.join(' AND ') || everywhere;
  const all = `${text} ${'UpdateExpression' in action ? action.UpdateExpression : ''}`;
  return {
    ...action,
    ConditionExpression: text,
    ExpressionAttributeNames: used(action.ExpressionAttributeNames, all),
    ExpressionAttributeValues: used(action.ExpressionAttributeValues, all),
  };
};

const { CONDITIONS_FOUND: found, CONDITION_REMOVED: removed } = process.env;
const seen = new Set<string>();

const changedAction = <A extends Action>(kind: string, action: A): A | Action => {
  for (const part of partsOf(action.ConditionExpression ?? '')) seen.add(sayPart(kind, action, part));
  return removed === undefined ? action : without(kind, action, removed);
};

const changed = (step: Step): Step =>
  Object.fromEntries(Object.entries(step).map(([kind, action]) => [kind, action && changedAction(kind, action)]));

const isPut = (input: object): input is Action => 'ConditionExpression' in input && 'Item' in input;

beforeAll(async () => {
  const { client } = await import('#core/table/client.ts');
  client.middlewareStack.add(
    (next) => (given) => {
      const input: object = given.input;
      if ('TransactItems' in input && Array.isArray(input.TransactItems))
        return next({ ...given, input: { ...input, TransactItems: input.TransactItems.map(changed) } });
      return next(isPut(input) ? { ...given, input: changedAction('Put', input) } : given);
    },
    { step: 'initialize', priority: 'high', name: 'withoutCondition', override: true },
  );
});

afterAll(() => {
  const { testPath } = expect.getState();
  if (found) for (const condition of seen) appendFileSync(found, `${JSON.stringify({ condition, file: testPath })}\n`);
});
