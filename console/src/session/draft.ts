import { useState } from 'react';

const prefix = 'draft ';

const keep = (key: string, text: string): void => {
  if (text === '') window.sessionStorage.removeItem(prefix + key);
  else window.sessionStorage.setItem(prefix + key, text);
};

/** Text that was typed and not sent: it is still there after signing in again in this tab. An empty one is forgotten. */
export const useDraft = (key: string): [text: string, setText: (text: string) => void] => {
  const [text, setText] = useState(() => window.sessionStorage.getItem(prefix + key) ?? '');
  return [
    text,
    (next) => {
      keep(key, next);
      setText(next);
    },
  ];
};

/** The next person in this tab sees nothing of them. */
export const forgetDrafts = (): void => {
  for (const key of Object.keys(window.sessionStorage))
    if (key.startsWith(prefix)) window.sessionStorage.removeItem(key);
};
