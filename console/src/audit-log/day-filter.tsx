import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTyped } from './use-typed.ts';

type DayFilterProps = {
  readonly label: string;
  /** As in `2026-11-30`; empty for any. */
  readonly day: string;
  readonly earliest?: string | null;
  readonly latest?: string | null;
  readonly fault?: string | undefined;
  readonly onChange: (day: string) => void;
};

/** Keys that change a part of the date. With others the calendar is opened. */
const changesPart = ({ key, altKey }: KeyboardEvent): boolean =>
  !altKey && /^(\d|Backspace|Delete|ArrowUp|ArrowDown)$/.test(key);

/**
 * A day, typed or picked in the calendar. What is typed counts on Enter or when the field is left: the browser takes
 * each digit of a year for a complete year.
 */
export const DayFilter = ({ label, day, earliest, latest, fault, onChange }: DayFilterProps) => {
  const [typed, setTyped] = useTyped(day);
  const [incomplete, setIncomplete] = useState(false);
  const typing = useRef(false);
  const take = (input: HTMLInputElement) => {
    typing.current = false;
    setIncomplete(input.validity.badInput);
    if (!input.validity.badInput && input.value !== day) onChange(input.value);
  };
  return (
    <TextInput
      type="date"
      label={label}
      value={typed}
      min={earliest ?? undefined}
      max={latest ?? '9999-12-31'}
      error={incomplete ? 'Enter a full date' : fault}
      onPointerDown={() => {
        typing.current = false;
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take(event.currentTarget);
        else if (changesPart(event)) typing.current = true;
      }}
      onChange={({ currentTarget }) => {
        setIncomplete(false);
        setTyped(currentTarget.value);
        if (!typing.current) take(currentTarget);
      }}
      onBlur={({ currentTarget }) => take(currentTarget)}
    />
  );
};
