import { useSearchParams } from 'react-router';
import type { ShownFilters } from './api-filters.ts';

type FilterName = keyof ShownFilters;

export type SetFilter = (name: FilterName, value: string | null) => void;

// The API takes one of them at a time.
const exclusive: readonly FilterName[] = ['category', 'email', 'invitation'];

// Corrected while they are typed: the back button does not go through each correction.
const typed: readonly FilterName[] = ['email', 'from', 'to'];

/**
 * The filters, in the URL: a link shows the same, and the back button undoes a choice. Written at once (`flushSync`):
 * a second filter that follows within milliseconds has to find the first.
 */
export const useFilters = () => {
  const [search, setSearch] = useSearchParams();
  const filters: ShownFilters = {
    category: search.get('category'),
    email: search.get('email'),
    invitation: search.get('invitation'),
    person: search.get('person'),
    from: search.get('from'),
    to: search.get('to'),
  };
  const setFilter: SetFilter = (name, value) =>
    setSearch(
      (current) => {
        const next = new URLSearchParams(current);
        if (exclusive.includes(name)) for (const other of exclusive) next.delete(other);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { flushSync: true, replace: typed.includes(name) },
    );
  return { filters, setFilter, clear: () => setSearch({}, { flushSync: true }) };
};
