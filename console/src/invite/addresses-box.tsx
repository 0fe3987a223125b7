import { Pill, PillsInput } from '@mantine/core';
import { type ClipboardEvent, type KeyboardEvent, memo, useState } from 'react';
import classes from './addresses-box.module.css';
import { pastedAddresses } from './pasted-addresses.ts';

type AddressesBoxProps = {
  readonly emails: readonly string[];
  readonly onChange: (emails: string[]) => void;
  /** Address → what is wrong with it. */
  readonly faults: ReadonlyMap<string, { readonly detail: string }>;
};

type ChipProps = { readonly email: string; readonly fault: string | undefined; readonly onRemove: () => void };

// Told apart by more than color, and only chips whose fault changed are drawn again.
const Chip = memo(
  ({ email, fault, onRemove }: ChipProps) => (
    <Pill
      withRemoveButton
      onRemove={onRemove}
      removeButtonProps={{ 'aria-label': `Remove ${email}`, tabIndex: 0, 'aria-hidden': false }}
      {...(fault !== undefined && { className: classes.faulty, title: fault })}
    >
      {fault !== undefined && <span aria-hidden="true">⚠ </span>}
      {email}
    </Pill>
  ),
  (before, after) => before.email === after.email && before.fault === after.fault,
);

/** Takes addresses typed one by one or pasted as a list, and shows each as a chip. */
export const AddressesBox = ({ emails, onChange, faults }: AddressesBoxProps) => {
  const [typed, setTyped] = useState('');
  const add = (text: string) => {
    setTyped('');
    if (text.trim() !== '') onChange([...new Set([...emails, ...pastedAddresses(text)])]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const ends = event.key === 'Enter' || event.key === ',' || event.key === ';';
    const endsBySpace = event.key === ' ' && typed.includes('@') && !typed.includes('<');
    if ((ends && (typed !== '' || event.key !== 'Enter')) || endsBySpace) {
      event.preventDefault();
      add(typed);
    }
    if (event.key === 'Backspace' && typed === '') onChange(emails.slice(0, -1));
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    event.preventDefault();
    add(`${typed} ${event.clipboardData.getData('text')}`);
  };
  return (
    <PillsInput
      label="Email addresses"
      description="Separate with commas, semicolons, spaces or new lines. Names, as in Ann Lee <ann@acme.com>, are taken off."
      required
    >
      <Pill.Group className={classes.chips}>
        {emails.map((email) => (
          <Chip
            key={email}
            email={email}
            fault={faults.get(email)?.detail}
            onRemove={() => onChange(emails.filter((other) => other !== email))}
          />
        ))}
        <PillsInput.Field
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => add(typed)}
          placeholder={emails.length === 0 ? 'ann@acme.com' : ''}
          aria-label="Email addresses"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
      </Pill.Group>
    </PillsInput>
  );
};
