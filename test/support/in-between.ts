import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { client } from '#core/table/client.ts';

type Key = { readonly PK: string; readonly SK: string };
type Answer = { readonly Responses?: Record<string, Record<string, unknown>[]> };
type Result = Promise<{ readonly output: unknown }>;
type Around = (call: () => Result, commandName: string | undefined) => Result;

/** For the rest of the test, something stands around each call of the table's client. */
const standAround = (around: Around): void => {
  const name = randomUUID();
  client.middlewareStack.add(
    (next, context) => (args) => around(() => next(args), context.commandName) as ReturnType<typeof next>,
    { step: 'initialize', name },
  );
  onTestFinished(() => void client.middlewareStack.remove(name));
};

/**
 * The next batch with this item does not see it yet: DynamoDB reads the items of a batch each for itself, and a write may come between two
 * reads. Answers whether it has happened.
 */
export const missOnce = ({ PK, SK }: Key): (() => boolean) => {
  let missed = false;
  standAround(async (call, commandName) => {
    const result = await call();
    if (missed || commandName !== 'BatchGetItemCommand') return result;
    const { Responses = {} } = result.output as Answer;
    for (const items of Object.values(Responses)) {
      const place = items.findIndex((item) => item.PK === PK && item.SK === SK);
      if (place < 0) continue;
      items.splice(place, 1);
      missed = true;
    }
    return result;
  });
  return () => missed;
};

/** How many transactions core has asked for since. */
export const countWrites = (): (() => number) => {
  let writes = 0;
  standAround((call, commandName) => {
    if (commandName === 'TransactWriteItemsCommand') writes += 1;
    return call();
  });
  return () => writes;
};

/** Something that is done after the next request has read, and before it writes. */
export const beforeNextWrite = (act: () => Promise<unknown>): void => {
  let acted = false;
  standAround(async (call, commandName) => {
    if (!acted && commandName === 'TransactWriteItemsCommand') {
      acted = true;
      await act();
    }
    return call();
  });
};

/** So many writes fail, after some that don't: the table is not reached. */
export const failNextWrites = (count: number, after = 0): void => {
  let writes = 0;
  standAround(async (call, commandName) => {
    if (commandName !== 'TransactWriteItemsCommand') return call();
    writes += 1;
    if (writes <= after || writes > after + count) return call();
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  });
};
