import table from '#console/ui/list-table.module.css';
import classes from './members-table.module.css';

type SelectAllMembersProps = {
  readonly all: number;
  readonly selected: number;
  readonly onChange: (all: boolean) => void;
};

/** Selects all members that are loaded, or none. */
export const SelectAllMembers = ({ all, selected, onChange }: SelectAllMembersProps) => (
  <label className={classes.selectAll}>
    <input
      type="checkbox"
      className={table.checkbox}
      checked={selected === all && all > 0}
      ref={(box) => {
        if (box) box.indeterminate = selected > 0 && selected < all;
      }}
      onChange={() => onChange(selected < all)}
      aria-label="Select all members on this page"
    />
    <span className={table.narrowOnly}>Select all</span>
  </label>
);
