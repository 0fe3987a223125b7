/** Which rows of a list are selected, by id, and the one that was selected or cleared last. */
export type Selection = { readonly chosen: ReadonlySet<string>; readonly last: string | undefined };

export const nothingChosen: Selection = { chosen: new Set(), last: undefined };

const between = (ids: readonly string[], one: string, other: string): readonly string[] => {
  const [first = 0, last = 0] = [ids.indexOf(one), ids.indexOf(other)].sort((a, b) => a - b);
  return first < 0 ? [other] : ids.slice(first, last + 1);
};

/** Selects a row, or clears it where it is selected; with `range`, the same for all between the last one and it. */
export const choose = ({ chosen, last }: Selection, ids: readonly string[], id: string, range: boolean): Selection => {
  const meant = range && last !== undefined ? between(ids, last, id) : [id];
  const after = new Set(chosen);
  for (const one of meant) {
    if (chosen.has(id)) after.delete(one);
    else after.add(one);
  }
  return { chosen: after, last: id };
};
