import { useEffect } from 'react';
import { pressedControl } from './focus-back.ts';

/**
 * Marks the button that was pressed, while the component is there: the style sheet shows that it works. An attribute
 * that React does not know of, so that any button can open a dialog that is not there yet.
 */
export const useBusyButton = (): void =>
  useEffect(() => {
    const button = pressedControl();
    button?.setAttribute('data-busy', '');
    return () => button?.removeAttribute('data-busy');
  }, []);
