import { Alert, Button, Group, List, Stack } from '@mantine/core';
import { useState } from 'react';
import type { RejectedAddress } from '#core/contract/invitation.ts';
import { takingOut } from '../dialogs/focus-back.ts';
import { ResendButton } from '../sent-invitations/resend-button.tsx';

type FaultsProps = {
  readonly organizationId: string;
  readonly rejected: ReadonlyMap<string, RejectedAddress>;
  readonly onRemoveAll: () => void;
};

const few = 5;
const many = 100;

/** What is wrong with which address, in words. */
export const Faults = ({ organizationId, rejected, onRemoveAll }: FaultsProps) => {
  const [shown, setShown] = useState(few);
  if (rejected.size === 0) return null;
  const faults = [...rejected.values()];
  const hidden = faults.length - shown;
  const title = faults.length === 1 ? 'One address can’t be invited' : `${faults.length} addresses can’t be invited`;
  return (
    <Alert color="red" title={title} role="status">
      <Stack gap="xs">
        <List size="sm" className="wraps-anywhere">
          {faults.slice(0, shown).map((fault) => (
            <List.Item key={fault.email}>
              <strong>{fault.email}</strong>: {fault.detail}{' '}
              {fault.code === 'already_invited' && (
                <ResendButton invitation={{ id: fault.invitationId, organizationId, email: fault.email }} />
              )}
            </List.Item>
          ))}
          {hidden > 0 && <List.Item>and {hidden} more</List.Item>}
        </List>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => takingOut(onRemoveAll)}>
            {faults.length === 1 ? 'Take it out' : 'Take them out'}
          </Button>
          {hidden > 0 && (
            <Button size="xs" variant="default" onClick={() => setShown(shown + many)}>
              Show more
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  );
};
