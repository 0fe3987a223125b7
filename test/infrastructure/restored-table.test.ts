import { expect, test } from 'vitest';
import { onlyResource, type Resource, resourcesOf, type Synthesized, synthesized } from './synthesized.ts';

const usual = await synthesized('prod');
const without = await synthesized('prod', { tableStream: 'false' });

const streamOf = ({ state }: Synthesized): unknown =>
  onlyResource(state, 'AWS::DynamoDB::Table').Properties.StreamSpecification;
const idsOf = ({ state, running }: Synthesized): string[] =>
  [state, running].flatMap((template) => Object.keys(template.toJSON().Resources as Record<string, Resource>));

// An export that is imported keeps its value: with it, the stream of a restored table could not take the place of the old one.
test('without its stream, nothing in what runs hangs on the stream of the table, and the state exports none', () => {
  expect(JSON.stringify(usual.running.toJSON())).toContain('StreamArn');
  for (const template of [without.running, without.state])
    expect(JSON.stringify(template.toJSON())).not.toContain('StreamArn');
});

test('the stream goes and comes back with the table as it is, and nothing but its readers is taken away', () => {
  expect([streamOf(usual), streamOf(without)]).toEqual([{ StreamViewType: 'NEW_AND_OLD_IMAGES' }, undefined]);
  const readers = resourcesOf(usual.running, 'AWS::Lambda::EventSourceMapping').map(([id]) => id);
  expect(readers).toHaveLength(2);
  expect(idsOf(usual).filter((id) => !readers.includes(id))).toEqual(idsOf(without));
});
