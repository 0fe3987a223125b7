import { useEffect, useRef } from 'react';

/**
 * Returns a function that runs an action at once, or, while a button of the mouse is down, after the click: an action
 * that moves what is pressed would have the click miss it.
 */
export const useAfterPress = (): ((act: () => void) => void) => {
  const isPressed = useRef(false);
  useEffect(() => {
    const listening = new AbortController();
    const note = (pressed: boolean) => () => {
      isPressed.current = pressed;
    };
    const options = { capture: true, signal: listening.signal };
    window.addEventListener('pointerdown', note(true), options);
    for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, note(false), options);
    return () => listening.abort();
  }, []);
  return (act) => {
    if (isPressed.current) window.addEventListener('pointerup', () => setTimeout(act), { once: true });
    else act();
  };
};
