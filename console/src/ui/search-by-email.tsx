import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

type SearchByEmailProps = {
  /** @default Search by email */
  readonly label?: string;
  /** @default 254, of an address */
  readonly longest?: number;
  readonly value: string;
  readonly onChange: (email: string) => void;
  readonly placeholder: string;
};

/** Passes on what was typed once typing pauses; follows the back button. */
export const SearchByEmail = ({
  label = 'Search by email',
  longest = 254,
  value,
  onChange,
  placeholder,
}: SearchByEmailProps) => {
  const [typed, setTyped] = useState(value);
  const passedOn = useRef(value);
  useEffect(() => {
    if (passedOn.current === value) return;
    passedOn.current = value;
    setTyped(value);
  }, [value]);
  const passOn = useDebouncedCallback((email: string) => {
    passedOn.current = email;
    onChange(email);
  }, 300);
  const type = (text: string) => {
    setTyped(text);
    passOn(text.trim());
  };
  return (
    <TextInput
      type="search"
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      maxLength={longest}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      className="wide-field"
    />
  );
};
