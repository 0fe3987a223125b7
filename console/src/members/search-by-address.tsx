import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef, useState } from 'react';

type SearchByAddressProps = {
  readonly value: string;
  readonly onChange: (email: string) => void;
  readonly placeholder: string;
  /** What is wrong with what was typed. */
  readonly problemWith?: (email: string) => ReactNode;
};

/** Told once typing pauses; follows the back button. */
export const SearchByAddress = ({ value, onChange, placeholder, problemWith }: SearchByAddressProps) => {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (told.current === value) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  const tell = useDebouncedCallback((email: string) => {
    told.current = email;
    onChange(email);
  }, 300);
  const type = (text: string) => {
    setTyped(text);
    tell(text.trim());
  };
  return (
    <TextInput
      type="search"
      label="Search by address"
      placeholder={placeholder}
      value={typed}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      error={problemWith?.(value)}
      maxLength={254}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      className="wide-field"
    />
  );
};
