import { useState } from 'react';
import { tabStorage } from './browser-storage.ts';

const prefix = 'draft ';

/** Keeps a text until it is sent or given up. An empty one is removed. */
export const keepDraft = (key: string, text: string): void => {
  if (text === '') tabStorage.remove(prefix + key);
  else tabStorage.set(prefix + key, text);
};

/** Empty where there is none. */
export const keptDraft = (key: string): string => tabStorage.get(prefix + key) ?? '';

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

/** Removes all drafts: the next person in this tab sees nothing of them. */
export const forgetDrafts = (): void => {
  for (const key of tabStorage.keys()) if (key.startsWith(prefix)) tabStorage.remove(key);
};
