import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useNavigate } from 'react-router';
import { Dialog } from '#console/dialogs/dialog.tsx';
import { takeAddresses } from './addresses/take-addresses.ts';
import { Discard } from './discard.tsx';
import type { Draft } from './draft.ts';
import { NextOfFile } from './from-file.tsx';
import { InviteForm } from './invite-form.tsx';
import { forgetInvitations, isEntered } from './kept-draft.ts';
import { counted } from './notice-words.ts';
import { sortOutcomes } from './outcome-words.ts';
import { Outcomes } from './outcomes.tsx';
import { useSending } from './sending.ts';
import { SendingProgress } from './sending-progress.tsx';
import { useAddressFile } from './use-address-file.ts';
import { useLeaving } from './use-leaving.ts';

type InviteMembersProps = {
  readonly organizationId: string;
  readonly start: Partial<Draft>;
  /** Leaves the address of the dialog. */
  readonly onClose: () => void;
};

const emptyDraft: Draft = { emails: [], role: 'user', teamIds: [] };

const closeButton = (isSending: boolean) =>
  isSending
    ? {
        disabled: true,
        'aria-label': 'Close (when sending is finished)',
        title: 'You can close this when it’s finished',
      }
    : { 'aria-label': 'Close' };

/** The dialog: addresses, role, teams, Send; then what became of each address. */
export const InviteMembers = ({ organizationId, start, onClose }: InviteMembersProps) => {
  const sending = useSending(organizationId, { ...emptyDraft, ...start });
  const file = useAddressFile();
  const navigate = useNavigate();
  const onPhone = useMediaQuery('(max-width: 36em)');
  const { draft, parts, results, over, isSending, error } = sending;
  const invited = sortOutcomes(results).invited.length;
  // The invitations are where they are managed from now on.
  const showInvitations = () => {
    notifications.show({ color: 'teal', message: `${counted(invited, 'invitation')} sent.` });
    void navigate(`/organizations/${organizationId}/settings/members/pending`, { replace: true });
  };
  const leaving = useLeaving({
    asks: !over && isEntered(draft),
    stays: isSending,
    onLeave: over && invited > 0 ? showInvitations : onClose,
  });
  const discard = () => {
    forgetInvitations(organizationId);
    leaving.leave();
  };
  const isForm = !leaving.asking && !isSending && !over;
  return (
    <Dialog
      onClose={leaving.close}
      title="Invite Members"
      size="lg"
      fullScreen={onPhone ?? false}
      closeButtonProps={closeButton(isSending)}
    >
      {leaving.asking && (
        <Discard
          count={takeAddresses(draft.emails, draft.typed ?? '').emails.length}
          onStay={leaving.stay}
          onDiscard={discard}
        />
      )}
      {isSending && <SendingProgress answered={results.length} left={draft.emails.length} />}
      {over && !isSending && (
        <Outcomes
          organizationId={organizationId}
          results={results}
          next={file.left > 0 && <NextOfFile left={file.left} onTake={() => sending.restart(file.takeRest(0))} />}
          onFix={sending.correct}
          onRetry={sending.sendRest}
          onClose={leaving.close}
        />
      )}
      {isForm && (
        <InviteForm
          organizationId={organizationId}
          draft={draft}
          file={file}
          answered={results.length}
          resumes={error !== null && parts !== undefined && results.length > 0}
          error={error}
          onChange={sending.change}
          onSend={sending.send}
          onCancel={leaving.close}
        />
      )}
    </Dialog>
  );
};
