import { type Query, queryItems } from './read.ts';
import type { Item } from './write.ts';

/** Every item that a query finds, a page at a time: however many there are. */
export async function* eachItem(query: Query): AsyncGenerator<Item> {
  let last: Item | undefined;
  do {
    const slice = await queryItems(query, undefined, last);
    yield* slice.items;
    last = slice.last;
  } while (last !== undefined);
}
