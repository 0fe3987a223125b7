import { onTestFinished } from 'vitest';
import { client } from '#core/table/client.ts';

type Key = { readonly PK: string; readonly SK: string };
type Answer = { readonly Responses?: Record<string, Record<string, unknown>[]> };

/**
 * The next batch with this item does not see it yet: DynamoDB reads the items of a batch each for itself, and a write may come between two
 * reads. Answers whether it has happened.
 */
export const missOnce = ({ PK, SK }: Key): (() => boolean) => {
  let missed = false;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      if (missed || context.commandName !== 'BatchGetItemCommand') return result;
      const { Responses = {} } = result.output as Answer;
      for (const items of Object.values(Responses)) {
        const place = items.findIndex((item) => item.PK === PK && item.SK === SK);
        if (place < 0) continue;
        items.splice(place, 1);
        missed = true;
      }
      return result;
    },
    { step: 'initialize', name: 'missOnce' },
  );
  onTestFinished(() => void client.middlewareStack.remove('missOnce'));
  return () => missed;
};
