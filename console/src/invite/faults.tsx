import { Alert, Button, Group, List, Stack } from '@mantine/core';
import { useState } from 'react';
import { takingOut } from '#console/dialogs/focus-back.ts';
import { ResendButton } from '#console/sent-invitations/resend-button.tsx';
import type { RejectedAddress } from '#core/contract/invitation.ts';
import { counted } from './notice-words.ts';

type FaultsProps = {
  readonly organizationId: string;
  readonly faults: readonly RejectedAddress[];
  readonly onRemove: (emails: readonly string[]) => void;
};

const few = 5;
const many = 100;

/** Addresses with the same fault together; each of those that can be sent their email again alone. */
const byFault = (faults: readonly RejectedAddress[]): readonly (readonly RejectedAddress[])[] => [
  ...Map.groupBy(faults, ({ email, code, detail }) => (code === 'already_invited' ? email : detail)).values(),
];

type SameFaultProps = {
  readonly organizationId: string;
  readonly faults: readonly RejectedAddress[];
  readonly shown: number;
};

/** The addresses, or the first of them, with what is wrong with each. */
const SameFault = ({ organizationId, faults, shown }: SameFaultProps) => {
  const [first] = faults;
  if (!first) return null;
  return (
    <List.Item>
      <strong>
        {faults
          .slice(0, shown)
          .map(({ email }) => email)
          .join(', ')}
      </strong>
      {faults.length > shown && ` and ${faults.length - shown} more`}: {first.detail}{' '}
      {first.code === 'already_invited' && (
        <ResendButton invitation={{ id: first.invitationId, organizationId, email: first.email }} />
      )}
    </List.Item>
  );
};

/** The addresses to correct, each with its error. */
export const Faults = ({ organizationId, faults, onRemove }: FaultsProps) => {
  const [shown, setShown] = useState(few);
  if (faults.length === 0) return null;
  const all = byFault(faults);
  const hidden = all.length - shown;
  const someHidden = hidden > 0 || all.some((same) => same.length > shown);
  return (
    <Alert color="red" title={`Fix ${counted(faults.length, 'email')}`} role="status">
      <Stack gap="xs">
        <List size="sm" className="wraps-anywhere">
          {all.slice(0, shown).map((same) => (
            <SameFault key={same[0]?.email} organizationId={organizationId} faults={same} shown={shown} />
          ))}
          {hidden > 0 && <List.Item>and {hidden} more</List.Item>}
        </List>
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            onClick={() => takingOut(() => onRemove(faults.map(({ email }) => email)))}
          >
            {faults.length === 1 ? 'Remove' : `Remove all ${faults.length}`}
          </Button>
          {someHidden && (
            <Button size="xs" variant="default" onClick={() => setShown(shown + many)}>
              Show more
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
};
