import { expect, test } from 'vitest';
import { onlyResource, type Resource, resourcesOf, type Synthesized, synthesized } from '#test/lib/synthesized.ts';

const usual = await synthesized('prod');
const restoring = await synthesized('prod', { restoring: 'true' });

const tableOf = ({ state }: Synthesized) => onlyResource(state, 'AWS::DynamoDB::Table').Properties;
const idsOf = ({ state, running }: Synthesized): string[] =>
  [state, running].flatMap((template) => Object.keys(template.toJSON().Resources as Record<string, Resource>));

// An imported export can't change, so the stream of a restored table could not replace the old one.
test('restoring removes the stream export and every reference to it', () => {
  expect(JSON.stringify(usual.running.toJSON())).toContain('StreamArn');
  for (const template of [restoring.running, restoring.state])
    expect(JSON.stringify(template.toJSON())).not.toContain('StreamArn');
});

test('restoring removes stream, policy and protection, and the next deployment adds them', () => {
  const { StreamSpecification, ResourcePolicy, DeletionProtectionEnabled, ...others } = tableOf(usual);
  expect(StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  expect(JSON.stringify(ResourcePolicy)).toContain('NobodyChangesAuditEvents');
  expect(DeletionProtectionEnabled).toBe(true);
  expect(tableOf(restoring)).toEqual({ ...others, DeletionProtectionEnabled: false });
});

test('restoring removes nothing else than the event source mappings', () => {
  const readers = resourcesOf(usual.running, 'AWS::Lambda::EventSourceMapping').map(([id]) => id);
  expect(readers).toHaveLength(3);
  expect(idsOf(usual).filter((id) => !readers.includes(id))).toEqual(idsOf(restoring));
});
