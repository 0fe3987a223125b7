import { useCallbackRef } from '@mantine/hooks';
import { useState } from 'react';
import { choose, nothingChosen } from '#console/bulk/selection.ts';
import type { Member } from '#core/contract/organization.ts';
import { isMember, type Listed } from './use-people.ts';

/** Which members are selected. Those that leave the list leave the selection, unless all that match were selected. */
export const useMemberSelection = (people: readonly Listed[]) => {
  const [selection, setSelection] = useState(nothingChosen);
  /** Members that match the filters and are not loaded. */
  const [beyond, setBeyond] = useState<readonly Member[]>([]);
  const members = people.filter(isMember);
  const select = (some: readonly Member[]) => {
    const loaded = new Set(members.map(({ userId }) => userId));
    setBeyond(some.filter(({ userId }) => !loaded.has(userId)));
    setSelection({ chosen: new Set(some.map(({ userId }) => userId)), last: undefined });
  };
  const toggle = useCallbackRef(({ userId }: Member, range: boolean) => {
    const ids = members.map((member) => member.userId);
    setSelection((before) => choose(before, ids, userId, range));
  });
  const known = new Map([...beyond, ...members].map((member) => [member.userId, member]));
  const selected = [...selection.chosen].flatMap((userId) => known.get(userId) ?? []);
  return { chosen: selection.chosen, selected, select, toggle };
};
