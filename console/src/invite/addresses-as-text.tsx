import { Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { boxHelp } from './box-help.ts';

type AddressesAsTextProps = {
  readonly emails: readonly string[];
  /** Replaces all addresses by those of the text. */
  readonly onWrite: (text: string) => void;
};

/** All addresses as one text, one a line. It is read once typing pauses. */
export const AddressesAsText = ({ emails, onWrite }: AddressesAsTextProps) => {
  const [text, setText] = useState(() => emails.join('\n'));
  const read = useDebouncedCallback(onWrite, { delay: 400, flushOnUnmount: true });
  return (
    <Textarea
      label="Email addresses"
      description={boxHelp}
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
