import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { emailAddress } from '#core/contract/email-address.ts';
import { visibleLine } from '../text/visible-text.ts';

type AddressFilterProps = {
  readonly email: string | null;
  readonly onChange: (email: string | null) => void;
};

/** Everything about one address. Taken on Enter or when the field is left, once it is an address. */
export const AddressFilter = ({ email, onChange }: AddressFilterProps) => {
  const [typed, setTyped] = useState(email ?? '');
  const [fault, setFault] = useState(false);
  const take = () => {
    const text = visibleLine(typed);
    const address = emailAddress(text);
    setFault(text !== '' && address === undefined);
    if (text === '' && email !== null) onChange(null);
    if (address !== undefined && address !== email) onChange(address);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <TextInput
        label="Address"
        placeholder="ann@acme.com"
        inputMode="email"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={254}
        value={typed}
        onChange={({ currentTarget }) => {
          setFault(false);
          setTyped(currentTarget.value);
        }}
        onBlur={take}
        error={fault && 'Type the whole address'}
      />
    </form>
  );
};
