import { NativeSelect } from '@mantine/core';

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly options: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
};

/** One of a few, by its name. */
export const Choice = <T extends string>({ label, options, value, onChange }: ChoiceProps<T>) => {
  const names = Object.keys(options) as T[];
  return (
    <NativeSelect
      label={label}
      data={names.map((name) => ({ value: name, label: options[name] }))}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = names.find((name) => name === currentTarget.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
};
