import type { Locator } from 'playwright-core';

/** A property of an element's style, as the browser computes it. */
export const styleOf = (locator: Locator, property: string): Promise<unknown> =>
  locator.evaluate((element, name) => Reflect.get(globalThis, 'getComputedStyle')(element)[name], property);
