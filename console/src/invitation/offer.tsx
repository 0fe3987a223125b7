import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type * as z from 'zod/mini';
import { isProblem } from '#console/api/api-problem.ts';
import { meQuery } from '#console/api/queries.ts';
import { roleWords } from '#console/members/role-words.ts';
import { onDateAndTimeInZone } from '#console/members/times.ts';
import { MessagePage } from '#console/pages/message-page.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { beginSignIn } from '#console/session/session.ts';
import { emailAddress, maskEmail } from '#core/contract/email-address.ts';
import type { invitationPreview } from '#core/contract/invitation.ts';
import { insideAnotherApp, OtherBrowserHint } from './other-browser-hint.tsx';
import { WrongAccount } from './wrong-account.tsx';

type OfferProps = {
  readonly preview: z.infer<typeof invitationPreview>;
  /** As it was in the email. */
  readonly link: string;
  readonly signedIn: boolean;
  readonly accepting: boolean;
  readonly error: unknown;
  readonly onAccept: () => void;
};

/** Whether the account in use is surely not the invited one: told before anything is tried. */
const useOtherAccount = (maskedEmail: string, signedIn: boolean): boolean => {
  const { data: me } = useQuery({ ...meQuery(), enabled: signedIn });
  const own = me && emailAddress(me.user.email);
  return own !== undefined && maskEmail(own) !== maskedEmail;
};

/** The invitation, with the one button. */
export const Offer = ({ preview, link, signedIn, accepting, error, onAccept }: OfferProps) => {
  const { organizationName, invitedBy, role, maskedEmail, expiresAt } = preview;
  const otherAccount = useOtherAccount(maskedEmail, signedIn);
  const accept = () => (signedIn ? onAccept() : void beginSignIn({ returnTo: '/invitation', accept: true }));
  if (isProblem(error, 'email_mismatch') || otherAccount)
    return <WrongAccount organizationName={organizationName} maskedEmail={maskedEmail} />;
  return (
    <MessagePage
      title={`Join ${organizationName}`}
      actions={
        <Stack gap="xs">
          {error !== null && <ProblemAlert error={error} />}
          <OtherBrowserHint link={link} />
          <Button
            size="md"
            fullWidth
            variant={insideAnotherApp() ? 'default' : 'filled'}
            loading={accepting}
            onClick={accept}
          >
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
          The invitation expires on <time dateTime={expiresAt}>{onDateAndTimeInZone(expiresAt)}</time>.
        </span>
      </Stack>
    </MessagePage>
  );
};
