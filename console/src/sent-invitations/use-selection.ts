import { useCallbackRef } from '@mantine/hooks';
import { useState } from 'react';
import { choose, nothingChosen } from '#console/bulk/selection.ts';
import type { Invitation } from '#core/contract/invitation.ts';

/** Which of the invitations are selected. Those that leave the list leave the selection. */
export const useSelection = (invitations: readonly Invitation[]) => {
  const [selection, setSelection] = useState(nothingChosen);
  const select = (some: readonly Pick<Invitation, 'id'>[]) =>
    setSelection({ chosen: new Set(some.map(({ id }) => id)), last: undefined });
  const toggle = useCallbackRef(({ id }: Invitation, range: boolean) => {
    const ids = invitations.map((invitation) => invitation.id);
    setSelection((before) => choose(before, ids, id, range));
  });
  return {
    chosen: selection.chosen,
    selected: selection.chosen.size === 0 ? [] : invitations.filter(({ id }) => selection.chosen.has(id)),
    select,
    toggle,
  };
};
