import { useSearchParams } from 'react-router';
import type { ShownFilters } from './api-filters.ts';

export type FilterName = keyof ShownFilters;

// The API takes one of them at a time.
const exclusive: readonly FilterName[] = ['category', 'email', 'invitation'];

/** The filters, kept in the address: a link shows the same, and the back button takes one step back. */
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
  const setFilter = (name: FilterName, value: string | null) =>
    setSearch((current) => {
      const next = new URLSearchParams(current);
      if (exclusive.includes(name)) for (const other of exclusive) next.delete(other);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return { filters, setFilter, clear: () => setSearch({}) };
};
