import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { AddressField } from './address-field.tsx';
import { AddressesAsText } from './addresses-as-text.tsx';
import { counted } from './notice-words.ts';
import { shownChips } from './shown-chips.ts';
import type { BoxActions, BoxNotice } from './use-addresses.ts';

type AddressesBoxProps = {
  readonly emails: readonly string[];
  readonly typed: string;
  /** Address → what is wrong with it. */
  readonly faults: ReadonlyMap<string, { readonly detail: string }>;
  readonly notice: BoxNotice | undefined;
  /** Focuses the field when it appears. */
  readonly focused: boolean;
  readonly actions: BoxActions;
};

const step = 50;

/** Notice of the addresses that the box took from a text, with Undo if it removed some. */
const Notice = ({ notice }: { readonly notice: BoxNotice | undefined }) => (
  <Group gap="xs" role="status">
    {notice && (
      <Text size="sm" className="wraps-anywhere">
        {notice.text}
      </Text>
    )}
    {notice?.undo && (
      <Button size="compact-sm" variant="subtle" onClick={notice.undo}>
        Undo
      </Button>
    )}
  </Group>
);

/** Takes addresses typed one by one or pasted as a list, and shows each as a chip, or all as text. */
export const AddressesBox = ({ emails, typed, faults, notice, focused, actions }: AddressesBoxProps) => {
  const [asText, setAsText] = useState(false);
  const [most, setMost] = useState(step);
  const shown = shownChips(emails, (email) => faults.has(email), most);
  const hidden = asText ? 0 : emails.length - shown.length;
  return (
    <div>
      {asText ? (
        <AddressesAsText emails={emails} onWrite={actions.write} />
      ) : (
        <AddressField
          shown={shown}
          isEmpty={emails.length === 0}
          typed={typed}
          faults={faults}
          focused={focused}
          actions={actions}
        />
      )}
      {(emails.length > 1 || asText) && (
        <Group gap="xs" mt={4}>
          <Text size="sm" c="dimmed" role="status" mr="auto">
            {counted(emails.length, 'email')}
            {hidden > 0 && `, showing ${shown.length}`}
          </Text>
          {hidden > 0 && (
            <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + step)}>
              Show more
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={() => setAsText(!asText)}>
            {asText ? 'Back to list' : 'Edit as text'}
          </Button>
        </Group>
      )}
      <Notice notice={notice} />
    </div>
  );
};
