import { Pill, PillsInput } from '@mantine/core';
import {
  type ChangeEvent,
  type ClipboardEvent,
  type CompositionEvent,
  type DragEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { AddressChip } from './address-chip.tsx';
import { type Insertion, insertText, isComplete } from './addresses/typing.ts';
import classes from './addresses-box.module.css';
import { useAfterPress } from './after-press.ts';
import { boxHelp } from './box-help.ts';
import type { BoxActions } from './use-addresses.ts';

type AddressFieldProps = {
  readonly shown: readonly string[];
  readonly isEmpty: boolean;
  readonly typed: string;
  /** Address → what is wrong with it. */
  readonly faults: ReadonlyMap<string, { readonly detail: string }>;
  readonly focused: boolean;
  readonly actions: BoxActions;
};

/** Keys and the clipboard, as changes of the box. */
const useField = (typed: string, shown: readonly string[], actions: BoxActions) => {
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number>(undefined);
  const afterPress = useAfterPress();
  const latest = useRef({ typed, actions });
  latest.current = { typed, actions };
  // The field unmounts while it sends. A late blur event must not add the typed text again.
  useEffect(
    () => () => {
      latest.current = { ...latest.current, typed: '' };
    },
    [],
  );
  useLayoutEffect(() => {
    if (caret.current !== undefined) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  });
  const insert = ({ taken, field, caret: at }: Insertion) => {
    caret.current = at;
    actions.take(taken, field);
  };
  const takeWhenComplete = (value: string) => (isComplete(value) ? actions.take(value) : actions.type(value));
  return {
    ref: input,
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget;
      if ('isComposing' in event.nativeEvent && event.nativeEvent.isComposing) return actions.type(value);
      takeWhenComplete(value);
    },
    onCompositionEnd: ({ currentTarget }: CompositionEvent<HTMLInputElement>) => takeWhenComplete(currentTarget.value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === 'Enter' && typed !== '') {
        event.preventDefault();
        actions.take(typed);
      }
      const last = shown.at(-1);
      // A key that is held down to empty the field stops there.
      if (event.key === 'Backspace' && typed === '' && !event.repeat && last !== undefined) actions.remove([last]);
    },
    onPaste: (event: ClipboardEvent<HTMLInputElement>) => {
      const { selectionStart, selectionEnd, value } = event.currentTarget;
      const before = value.slice(0, selectionStart ?? 0);
      const after = value.slice(selectionEnd ?? value.length);
      const text = event.clipboardData.getData('text/plain');
      const insertion = insertText({ before, after }, text);
      // The browser's own paste can be undone.
      if (insertion.taken === '' && insertion.field === before + text + after) return;
      event.preventDefault();
      insert(insertion);
    },
    onDrop: (event: DragEvent<HTMLInputElement>) => {
      const text = event.dataTransfer.getData('text/plain');
      if (text === '') return;
      event.preventDefault();
      insert(insertText({ before: typed, after: '' }, text));
    },
    onBlur: () => {
      // Another window or tab, where the address is looked up, takes nothing away.
      if (!document.hasFocus()) return;
      afterPress(() => {
        if (latest.current.typed !== '') latest.current.actions.take(latest.current.typed);
      });
    },
  };
};

/** Addresses as chips, and the field in which they are typed. */
export const AddressField = ({ shown, isEmpty, typed, faults, focused, actions }: AddressFieldProps) => {
  const { ref, ...handlers } = useField(typed, shown, actions);
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (focused) takeFocus(ref.current);
  }, [focused, ref]);
  // Functions that stay the same: with others, every chip would be drawn again with each letter.
  const remove = useCallback(
    (email: string) => {
      latest.current.remove([email]);
      ref.current?.focus();
    },
    [ref],
  );
  const edit = useCallback(
    (email: string) => {
      latest.current.edit(email);
      ref.current?.focus();
    },
    [ref],
  );
  return (
    <PillsInput label="Email addresses" description={boxHelp} required>
      <Pill.Group className={classes.chips}>
        {shown.map((email) => (
          <AddressChip key={email} email={email} fault={faults.get(email)?.detail} onEdit={edit} onRemove={remove} />
        ))}
        <PillsInput.Field
          ref={ref}
          value={typed}
          {...handlers}
          placeholder={isEmpty ? 'ann@acme.com' : ''}
          aria-label="Email addresses"
          autoCapitalize="none"
          autoComplete="off"
          inputMode="email"
          spellCheck={false}
          data-autofocus={focused}
        />
      </Pill.Group>
    </PillsInput>
  );
};
