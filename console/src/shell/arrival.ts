import { useEffect, useRef } from 'react';
import { useMatches } from 'react-router';
import { focusHeading } from '#console/dialogs/focus-back.ts';

/** The page that is open: its route and its organization, whatever tab or filter of it is. */
const usePageKey = (): string => {
  const page = useMatches().at(-1);
  return `${page?.id} ${page?.params.organizationId ?? ''}`;
};

/** Moves the focus to the heading of a page that was navigated to, as a browser does between documents. */
export const useArrival = (): void => {
  const page = usePageKey();
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    focusHeading();
  }, [page]);
};
