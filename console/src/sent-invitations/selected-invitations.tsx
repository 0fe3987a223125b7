import { useState } from 'react';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import type { Invitation, InvitationStatus } from '#core/contract/invitation.ts';
import { canInviteAgain } from './again-batches.ts';
import type { Several } from './change-several.tsx';
import { SelectionBar } from './selection-bar.tsx';

const ChangeSeveral = openedWhenAsked(
  'change-several',
  async () => (await import('./change-several.tsx')).ChangeSeveral,
);
const InviteSeveralAgain = openedWhenAsked(
  'invite-several-again',
  async () => (await import('./invite-several-again.tsx')).InviteSeveralAgain,
);

type SelectedInvitationsProps = {
  readonly organizationId: string;
  readonly status: InvitationStatus;
  readonly selected: readonly Invitation[];
  readonly select: (invitations: readonly Invitation[]) => void;
};

/** Actions on the selected invitations, and their dialogs. */
export const SelectedInvitations = ({ organizationId, status, selected, select }: SelectedInvitationsProps) => {
  // As selected when the dialog opened: a change takes invitations out of the list.
  const [doing, setDoing] = useState<Several | { readonly action: 'again'; readonly invitations: typeof selected }>();
  const close = () => setDoing(undefined);
  const act = (action: 'again' | Several['action']) => () => setDoing({ action, invitations: selected });
  const isPending = status === 'pending';
  return (
    <>
      {selected.length > 0 && (
        <SelectionBar
          count={selected.length}
          onInviteAgain={selected.some(canInviteAgain) ? act('again') : undefined}
          onResend={isPending ? act('resend') : undefined}
          onRevoke={isPending ? act('revoke') : undefined}
          onClear={() => select([])}
        />
      )}
      {doing?.action === 'again' && (
        <InviteSeveralAgain
          organizationId={organizationId}
          invitations={doing.invitations}
          onDone={select}
          onClose={close}
        />
      )}
      {doing && doing.action !== 'again' && <ChangeSeveral several={doing} onDone={select} onClose={close} />}
    </>
  );
};
