import { useEffect } from 'react';

// Of radio buttons, the Tab key comes to the chosen one only.
const controls = 'a[href], button, input:not([type="radio"]:not(:checked)), select, textarea';

/** The control that was pressed. An item of a menu goes with its menu, whose button stays. */
export const pressedControl = (): HTMLElement | undefined => {
  const active = document.activeElement;
  const menu = active?.closest('[role="menu"]');
  const control = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
  return control instanceof HTMLElement ? control : undefined;
};

/** It and its neighbors, those after it first. */
const nearest = (control: HTMLElement | undefined): readonly HTMLElement[] => {
  if (!control) return [];
  const around = control.closest('[role="dialog"], main') ?? document;
  const all = [...around.querySelectorAll<HTMLElement>(controls)];
  const at = all.indexOf(control);
  return at < 0 ? [] : [...all.slice(at), ...all.slice(0, at).reverse()];
};

const took = (element: HTMLElement): boolean => {
  element.focus();
  return document.activeElement === element;
};

/** For `ref`: what comes in the place of what was pressed takes the focus over. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();

/** The heading of the page, or all of it where it has none. */
export const focusHeading = (): void => {
  const heading = document.querySelector<HTMLElement>('h1') ?? document.querySelector('main');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
};

/**
 * Remembers what has the focus. The answer gives it back: where that is gone, to the control after it that is still
 * there, else to the one before, else to the heading. An element that has received the focus in between keeps it.
 */
const rememberFocus = (): (() => void) => {
  const candidates = nearest(pressedControl());
  return () => {
    if (document.activeElement !== document.body) return;
    if (!candidates.some(took)) focusHeading();
  };
};

/** Gives the focus back when the component is gone. */
export const useFocusBack = (): void => useEffect(rememberFocus, []);

/** Does what takes the pressed control out of the page, and leaves the focus next to where it was. */
export const takingOut = (act: () => void): void => {
  const giveBack = rememberFocus();
  act();
  setTimeout(giveBack);
};
