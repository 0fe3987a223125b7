type Shown<T> = { readonly pages: readonly { readonly items: readonly T[] }[] };

/** A list as it is shown, with other items in the place of each: none takes it out. What was not loaded yet stays so. */
export const withItems = <T, S extends Shown<T>>(shown: S | undefined, change: (item: T) => readonly T[]) =>
  shown && { ...shown, pages: shown.pages.map((page) => ({ ...page, items: page.items.flatMap(change) })) };
