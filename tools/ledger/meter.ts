import * as z from 'zod';
import { client } from '#core/table/client.ts';
import { countServices } from './services.ts';

/** The requests to AWS that a call caused. */
export type Cost = {
  /** Requests to DynamoDB by kind, such as `GetItem`. Each attempt counts. */
  readonly requests: Readonly<Record<string, number>>;
  /** Capacity units as DynamoDB reports them. A failed transaction reports none. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Requests to other services, by action. */
  readonly services: Readonly<Record<string, number>>;
};

type Request = { readonly kind: string; readonly units: number };

const requests: Request[] = [];

const capacity = z.object({ CapacityUnits: z.number() });
const answer = z.object({ ConsumedCapacity: z.union([capacity, z.array(capacity)]).default([]) });

const unitsIn = (output: unknown): number =>
  [answer.parse(output).ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);

client.middlewareStack.add(
  (next) => (args) => next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } }),
  { step: 'initialize', name: 'askForCapacity' },
);
// In the deserialize step, which runs for each attempt of the SDK.
client.middlewareStack.add(
  (next, context) => async (args) => {
    const request = { kind: String(context.commandName).replace(/Command$/, ''), units: 0 };
    requests.push(request);
    const result = await next(args);
    request.units = unitsIn(result.output);
    return result;
  },
  { step: 'deserialize', name: 'countRequest', priority: 'high' },
);

const writes = /Write|Put|Update|Delete/;

const countOf = (kinds: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));

/** Measures the cost of `act`. All requests during that time count, so measure one at a time. */
export const costOf = async (act: () => Promise<unknown>): Promise<Cost> => {
  const from = requests.length;
  const services = await countServices(act);
  const made = requests.slice(from);
  const units = (of: readonly Request[]) => of.reduce((sum, request) => sum + request.units, 0);
  return {
    requests: countOf(made.map(({ kind }) => kind)),
    readUnits: units(made.filter(({ kind }) => !writes.test(kind))),
    writeUnits: units(made.filter(({ kind }) => writes.test(kind))),
    services: countOf(services),
  };
};

/** Returns the number of read requests. */
export const readsOf = ({ requests }: Cost): number =>
  Object.entries(requests).reduce((sum, [kind, count]) => sum + (writes.test(kind) ? 0 : count), 0);

/** Returns the number of transactions. */
export const transactionsOf = ({ requests: { TransactWriteItems = 0 } }: Cost): number => TransactWriteItems;
