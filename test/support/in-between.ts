import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { client } from '#core/table/client.ts';

type Key = { readonly PK: string; readonly SK: string };
type Answer = { readonly Responses?: Record<string, Record<string, unknown>[]> };
type Result = Promise<{ readonly output: unknown }>;
type Request = { readonly commandName: string | undefined; readonly input: { readonly TransactItems?: unknown[] } };
type Around = (call: () => Result, request: Request) => Result;

/** Wraps each call of the table's client for the rest of the test. */
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
 * Makes the next batch read miss this item: DynamoDB reads the items of a batch separately, and a write may happen in
 * between. Returns a function that tells whether it happened.
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

/** Records the number of steps of each transaction. */
export const stepsOfWrites = (): number[] => {
  const steps: number[] = [];
  standAround((call, { commandName, input }) => {
    if (commandName === 'TransactWriteItemsCommand') steps.push(input.TransactItems?.length ?? 0);
    return call();
  });
  return steps;
};

/** Runs an action after the next read and before its write, or before a later write. */
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

/** Makes a number of writes fail with a network error, after a number that pass. */
export const failNextWrites = (count: number, after = 0): void => {
  let written = 0;
  standAround(async (call, { commandName }) => {
    if (!writes.has(commandName ?? '')) return call();
    written += 1;
    if (written <= after || written > after + count) return call();
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  });
};
