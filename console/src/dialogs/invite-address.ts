import { useCallback, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';

const name = 'dialog';
const value = 'invite';

/** Returns true if this query opens the invite dialog. */
export const isInviting = (search: string): boolean => new URLSearchParams(search).get(name) === value;

const withDialog = (search: string): string => {
  const query = new URLSearchParams(search);
  // One dialog at a time: the back button comes back to this one.
  query.delete('invitation');
  query.set(name, value);
  return `?${query}`;
};

const withoutDialog = (search: string): string => {
  const query = new URLSearchParams(search);
  query.delete(name);
  return query.size === 0 ? '' : `?${query}`;
};

/** Opens and closes the invite dialog by its URL. Opening adds a history entry, so that the back button closes it. */
export const useInviteAddress = () => {
  const navigate = useNavigate();
  const { search, state, key } = useLocation();
  const opened: unknown = state;
  const left = useRef<string>(undefined);
  const open = useCallback(
    () => void navigate({ search: withDialog(search) }, { state: 'opened here', preventScrollReset: true }),
    [navigate, search],
  );
  const close = useCallback(() => {
    // Pressed twice, it would leave the page too.
    if (left.current === key) return;
    left.current = key;
    // The entry before is the page itself, unless the dialog was opened by its address.
    if (opened === 'opened here') void navigate(-1);
    else void navigate({ search: withoutDialog(search) }, { replace: true, preventScrollReset: true });
  }, [navigate, opened, search, key]);
  return { inviting: isInviting(search), open, close };
};
