import { useState } from 'react';

const prefix = 'draft ';

/** An empty text is forgotten. */
export const keepDraft = (key: string, text: string): void => {
  if (text === '') window.sessionStorage.removeItem(prefix + key);
  else window.sessionStorage.setItem(prefix + key, text);
};

/** Empty where none is kept. */
export const keptDraft = (key: string): string => window.sessionStorage.getItem(prefix + key) ?? '';

/** Text that was typed and not sent: it is still there after signing in again in this tab. */
export const useDraft = (key: string): [text: string, setText: (text: string) => void] => {
  const [text, setText] = useState(() => keptDraft(key));
  return [
    text,
    (next) => {
      keepDraft(key, next);
      setText(next);
    },
  ];
};

/** The next person in this tab sees nothing of them. */
export const forgetDrafts = (): void => {
  for (const key of Object.keys(window.sessionStorage))
    if (key.startsWith(prefix)) window.sessionStorage.removeItem(key);
};
