import { useState } from 'react';

/** Text that is typed in a field, apart from the value that the page has: follows that where it changes elsewhere. */
export const useTyped = (value: string): [typed: string, setTyped: (text: string) => void] => {
  const [known, setKnown] = useState(value);
  const [typed, setTyped] = useState(value);
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  return [value === known ? typed : value, setTyped];
};
