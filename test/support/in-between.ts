import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { client } from '#core/table/client.ts';

type Key = { readonly PK: string; readonly SK: string };
type Answer = { readonly Responses?: Record<string, Record<string, unknown>[]> };
type Result = Promise<{ readonly output: unknown }>;
type Request = { readonly commandName: string | undefined; readonly input: { readonly TransactItems?: unknown[] } };
type Around = (call: () => Result, request: Request) => Result;

/** For the rest of the test, something stands around each call of the table's client. */
const standAround = (around: Around): void => {
  const name = randomUUID();
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) =>
        around(() => next(args), { commandName, input: args.input as Request['input'] }) as ReturnType<typeof next>,
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
  standAround(async (call, { commandName }) => {
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

/** How many steps each transaction has that core has asked for since. */
export const stepsOfWrites = (): number[] => {
  const steps: number[] = [];
  standAround((call, { commandName, input }) => {
    if (commandName === 'TransactWriteItemsCommand') steps.push(input.TransactItems?.length ?? 0);
    return call();
  });
  return steps;
};

/** Something that is done after the next request has read, and before it writes; or before a later one of its writes. */
export const beforeNextWrite = (act: () => Promise<unknown>, after = 0): void => {
  let writes = 0;
  standAround(async (call, { commandName }) => {
    if (commandName === 'TransactWriteItemsCommand') {
      writes += 1;
      if (writes === after + 1) await act();
    }
    return call();
  });
};

const writes = new Set(['TransactWriteItemsCommand', 'UpdateItemCommand']);

/** So many writes fail, after some that don't: the table is not reached. */
export const failNextWrites = (count: number, after = 0): void => {
  let written = 0;
  standAround(async (call, { commandName }) => {
    if (!writes.has(commandName ?? '')) return call();
    written += 1;
    if (written <= after || written > after + count) return call();
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  });
};
