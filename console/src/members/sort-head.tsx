import { type MemberSort, useListFilters } from '#console/ui/list-filters.ts';
import { tableRoles } from '#console/ui/table-roles.ts';
import classes from './members-table.module.css';

type SortHeadProps = { readonly sort: MemberSort; readonly className?: string | undefined; readonly children: string };

const arrows = { none: '↕', asc: '↑', desc: '↓' } as const;
const ariaSort = { none: 'none', asc: 'ascending', desc: 'descending' } as const;
/** A third press returns to the order by email. */
const next = { none: 'asc', asc: 'desc', desc: undefined } as const;

/** A column's head that sorts the list. */
export const SortHead = ({ sort, className, children }: SortHeadProps) => {
  const { sort: current, order, change } = useListFilters();
  const state = current === sort ? order : 'none';
  const press = () => {
    const wanted = next[state];
    change({ sort: wanted && sort, order: wanted === 'desc' ? wanted : undefined });
  };
  return (
    <th {...tableRoles.head} className={className} aria-sort={ariaSort[state]}>
      <button type="button" className={classes.sort} onClick={press}>
        {children} <span aria-hidden="true">{arrows[state]}</span>
      </button>
    </th>
  );
};
