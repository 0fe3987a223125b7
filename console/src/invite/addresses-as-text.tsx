import { Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { pastedAddresses } from './pasted-addresses.ts';

type AddressesAsTextProps = {
  readonly emails: readonly string[];
  readonly onChange: (change: () => readonly string[]) => void;
};

/** All addresses as one text, one a line. They are read once typing pauses. */
export const AddressesAsText = ({ emails, onChange }: AddressesAsTextProps) => {
  const [text, setText] = useState(() => emails.join('\n'));
  const read = useDebouncedCallback((written: string) => onChange(() => pastedAddresses(written)), {
    delay: 400,
    flushOnUnmount: true,
  });
  return (
    <Textarea
      label="Email addresses"
      description="Separate with commas, semicolons, spaces or new lines. Names, as in Ann Lee <ann@acme.com>, are taken off."
      required
      rows={10}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        read(currentTarget.value);
      }}
      onBlur={() => read.flush()}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
    />
  );
};
