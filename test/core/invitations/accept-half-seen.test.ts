import { expect, onTestFinished, test } from 'vitest';
import { client } from '#core/table/client.ts';
import { memberKey } from '#core/table/keys.ts';
import { person, startOrganization } from '#test/support/organization.ts';
import { useTable } from '#test/support/table.ts';

useTable();

type Answer = { readonly Responses?: Record<string, Record<string, unknown>[]> };

/** The next batch does not see one item yet: DynamoDB reads the items of a batch each for itself. */
const missInNextBatch = ({ PK, SK }: { readonly PK: string; readonly SK: string }) => {
  let missed = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      if (missed || context.commandName !== 'BatchGetItemCommand') return result;
      missed = true;
      const { Responses = {} } = result.output as Answer;
      for (const items of Object.values(Responses))
        items.splice(0, items.length, ...items.filter((item) => item.PK !== PK || item.SK !== SK));
      return result;
    },
    { step: 'initialize', name: 'missOne' },
  );
  onTestFinished(() => void client.middlewareStack.remove('missOne'));
  return () => missed;
};

test('whoever has just accepted gets the same answer again, even if a read sees only half of it', async () => {
  const acme = await startOrganization();
  const ann = person('ann@x.test');
  const invitation = await acme.invite(ann.email);
  const answer = await acme.accept(invitation, ann);
  const missed = missInNextBatch(memberKey({ organizationId: acme.organizationId, userId: ann.userId }));

  expect(await acme.accept(invitation, ann)).toEqual(answer);
  expect(missed()).toBe(true);
});
