import { Button, Stack, Text } from '@mantine/core';
import type * as z from 'zod/mini';
import type { invitationPreview } from '#core/contract/invitation.ts';
import { isProblem } from '../api/api-problem.ts';
import { roleWords } from '../members/role-words.ts';
import { onDateAndTime } from '../members/times.ts';
import { MessagePage } from '../pages/message-page.tsx';
import { ProblemAlert } from '../pages/problem-alert.tsx';
import { beginSignIn } from '../session/session.ts';
import { WrongAccount } from './wrong-account.tsx';

type OfferProps = {
  readonly preview: z.infer<typeof invitationPreview>;
  readonly signedIn: boolean;
  readonly accepting: boolean;
  readonly error: unknown;
  readonly onAccept: () => void;
};

/** The invitation, with the one button. */
export const Offer = ({ preview, signedIn, accepting, error, onAccept }: OfferProps) => {
  const { organizationName, invitedBy, role, maskedEmail, expiresAt } = preview;
  const accept = () => (signedIn ? onAccept() : void beginSignIn({ returnTo: '/invitation', accept: true }));
  if (isProblem(error, 'email_mismatch')) return <WrongAccount maskedEmail={error.facts.maskedEmail ?? maskedEmail} />;
  return (
    <MessagePage
      title={`Join ${organizationName}`}
      actions={
        <Stack gap="xs">
          {error !== null && <ProblemAlert error={error} />}
          <Button size="md" fullWidth loading={accepting} onClick={accept}>
            Accept with Google
          </Button>
          <Text size="sm" c="dimmed" ta="center">
            Use the Google account <strong>{maskedEmail}</strong>
          </Text>
        </Stack>
      }
    >
      <Stack gap="sm">
        <span>
          <strong>{invitedBy.name}</strong> has invited you to join <strong>{organizationName}</strong> as{' '}
          <strong>{roleWords[role].name}</strong>.
        </span>
        <span>
          The invitation expires on <time dateTime={expiresAt}>{onDateAndTime(expiresAt)}</time>.
        </span>
      </Stack>
    </MessagePage>
  );
};
