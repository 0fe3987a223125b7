import { Button, Group, Pill, PillsInput, Text } from '@mantine/core';
import { type ClipboardEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { AddressChip } from './address-chip.tsx';
import { AddressesAsText } from './addresses-as-text.tsx';
import classes from './addresses-box.module.css';
import { pastedAddresses } from './pasted-addresses.ts';
import { shownChips } from './shown-chips.ts';

type Emails = readonly string[];

type AddressesBoxProps = {
  readonly emails: Emails;
  readonly onChange: (change: (emails: Emails) => Emails) => void;
  /** Address → what is wrong with it. */
  readonly faults: ReadonlyMap<string, { readonly detail: string }>;
};

const step = 50;

const without = (email: string) => (emails: Emails) => emails.filter((other) => other !== email);

type TypedProps = AddressesBoxProps & { readonly most: number };

const Chips = ({ emails, onChange, faults, most }: TypedProps) => {
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => takeFocus(input.current), []);
  const add = (text: string) => {
    setTyped('');
    if (text.trim() !== '') onChange((before) => [...new Set([...before, ...pastedAddresses(text)])]);
  };
  // The same functions for as long as the box is there: else every chip would be drawn again with each letter.
  const remove = useCallback((email: string) => {
    change.current(without(email));
    input.current?.focus();
  }, []);
  const correct = useCallback((email: string) => {
    change.current(without(email));
    setTyped(email);
    input.current?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const ends = event.key === 'Enter' || event.key === ',' || event.key === ';';
    const endsBySpace = event.key === ' ' && typed.includes('@') && !typed.includes('<');
    if ((ends && (typed !== '' || event.key !== 'Enter')) || endsBySpace) {
      event.preventDefault();
      add(typed);
    }
    if (event.key === 'Backspace' && typed === '') onChange((before) => before.slice(0, -1));
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    event.preventDefault();
    add(`${typed} ${event.clipboardData.getData('text')}`);
  };
  return (
    <Pill.Group className={classes.chips}>
      {shownChips(emails, (email) => faults.has(email), most).map((email) => (
        <AddressChip
          key={email}
          email={email}
          fault={faults.get(email)?.detail}
          onCorrect={correct}
          onRemove={remove}
        />
      ))}
      <PillsInput.Field
        ref={input}
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
  );
};

/** Takes addresses typed one by one or pasted as a list, and shows each as a chip, or all as text. */
export const AddressesBox = (props: AddressesBoxProps) => {
  const { emails, onChange, faults } = props;
  const [asText, setAsText] = useState(false);
  const [most, setMost] = useState(step);
  const hidden = emails.length - shownChips(emails, (email) => faults.has(email), most).length;
  return (
    <div>
      {asText ? (
        <AddressesAsText emails={emails} onChange={onChange} />
      ) : (
        <PillsInput
          label="Email addresses"
          description="Separate with commas, semicolons, spaces or new lines. Names, as in Ann Lee <ann@acme.com>, are taken off."
          required
        >
          <Chips {...props} most={most} />
        </PillsInput>
      )}
      <Group gap="xs" mt={4} mih={30}>
        <Text size="sm" c="dimmed" role="status" mr="auto">
          {emails.length > 1 && `${emails.length} addresses`}
          {hidden > 0 && !asText && `, ${hidden} of them not shown`}
        </Text>
        {hidden > 0 && !asText && (
          <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + step)}>
            Show more
          </Button>
        )}
        {(emails.length > 1 || asText) && (
          <Button size="compact-sm" variant="subtle" onClick={() => setAsText(!asText)}>
            {asText ? 'Show one by one' : 'Edit as text'}
          </Button>
        )}
      </Group>
    </div>
  );
};
