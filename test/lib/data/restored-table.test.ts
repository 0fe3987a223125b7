import { expect, test } from 'vitest';
import { onlyResource, type Resource, resourcesOf, type Synthesized, synthesized } from '#test/lib/synthesized.ts';

const usual = await synthesized('prod');
const restoring = await synthesized('prod', { restoring: 'true' });

const tableOf = ({ state }: Synthesized) => onlyResource(state, 'AWS::DynamoDB::Table').Properties;
const idsOf = ({ state, running }: Synthesized): string[] =>
  [state, running].flatMap((template) => Object.keys(template.toJSON().Resources as Record<string, Resource>));

// An export that is imported keeps its value: with it, the stream of a restored table could not take the place of the old one.
test('before a restored table takes the name, nothing in what runs hangs on the stream, and the state exports none', () => {
  expect(JSON.stringify(usual.running.toJSON())).toContain('StreamArn');
  for (const template of [restoring.running, restoring.state])
    expect(JSON.stringify(template.toJSON())).not.toContain('StreamArn');
});

test('the template then says what a restored table is like, and gives it stream, policy and protection afterwards', () => {
  const { StreamSpecification, ResourcePolicy, DeletionProtectionEnabled, ...others } = tableOf(usual);
  expect(StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  expect(JSON.stringify(ResourcePolicy)).toContain('NobodyChangesAuditEvents');
  expect(DeletionProtectionEnabled).toBe(true);
  expect(tableOf(restoring)).toEqual({ ...others, DeletionProtectionEnabled: false });
});

test('nothing but the readers is taken away meanwhile', () => {
  const readers = resourcesOf(usual.running, 'AWS::Lambda::EventSourceMapping').map(([id]) => id);
  expect(readers).toHaveLength(3);
  expect(idsOf(usual).filter((id) => !readers.includes(id))).toEqual(idsOf(restoring));
});
