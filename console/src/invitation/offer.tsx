import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type * as z from 'zod/mini';
import { isProblem } from '#console/api/api-problem.ts';
import { meQuery } from '#console/api/queries.ts';
import { AccountLine } from '#console/pages/account-line.tsx';
import { MessagePage } from '#console/pages/message-page.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { SignInButton } from '#console/pages/sign-in-button.tsx';
import { roleWords } from '#console/roles-and-teams/role-words.ts';
import { onDateAndTimeInZone } from '#console/ui/times.ts';
import { emailAddress, maskEmail } from '#core/contract/email-address.ts';
import type { invitationPreview } from '#core/contract/invitation.ts';
import { OtherBrowserHint } from './other-browser-hint.tsx';
import { articleOf } from './role-phrase.ts';
import { WrongAccount } from './wrong-account.tsx';

type OfferProps = {
  readonly preview: z.infer<typeof invitationPreview>;
  readonly token: string;
  readonly signedIn: boolean;
  readonly accepting: boolean;
  readonly error: unknown;
  readonly onAccept: () => void;
};

const toAccept = { returnTo: '/invitation', accept: true };

/** Returns true if the signed-in account can't be the invited one, which is shown before accepting. */
const isOther = (email: string | undefined, maskedEmail: string): boolean => {
  const own = email === undefined ? undefined : emailAddress(email);
  return own !== undefined && maskEmail(own) !== maskedEmail;
};

const SignIn = ({ maskedEmail }: { readonly maskedEmail: string }) => (
  <>
    <SignInButton to={toAccept}>Continue with Google to accept</SignInButton>
    <Text size="sm" c="dimmed" ta="center">
      Sign in as <strong>{maskedEmail}</strong>
    </Text>
  </>
);

/** The invitation, with the one button. */
export const Offer = ({ preview, token, signedIn, accepting, error, onAccept }: OfferProps) => {
  const { organizationName, invitedBy, role, maskedEmail, expiresAt } = preview;
  const { data: me } = useQuery({ ...meQuery(), enabled: signedIn });
  if (isProblem(error, 'email_mismatch') || isOther(me?.user.email, maskedEmail))
    return <WrongAccount preview={preview} token={token} />;
  return (
    <MessagePage
      title={`Join ${organizationName}`}
      actions={
        <Stack gap="xs">
          {error !== null && <ProblemAlert error={error} />}
          <OtherBrowserHint link={`${window.location.origin}/invitation#${token}`} />
          {signedIn ? (
            <Button size="md" fullWidth loading={accepting} onClick={onAccept}>
              Accept invitation
            </Button>
          ) : (
            <SignIn maskedEmail={maskedEmail} />
          )}
          {signedIn && me && <AccountLine email={me.user.email} to={{ ...toAccept, accept: false }} />}
        </Stack>
      }
    >
      <Stack gap="sm">
        <span>
          <strong>{invitedBy.name}</strong> has invited you to join <strong>{organizationName}</strong> as{' '}
          {articleOf(role)} <strong>{roleWords[role].name}</strong>.
        </span>
        <span>
          This invitation expires on <time dateTime={expiresAt}>{onDateAndTimeInZone(expiresAt)}</time>.
        </span>
      </Stack>
    </MessagePage>
  );
};
