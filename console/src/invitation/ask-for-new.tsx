import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { isProblem } from '#console/api/api-problem.ts';
import { call } from '#console/api/call.ts';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { SignInButton } from '#console/pages/sign-in-button.tsx';
import { SwitchAccountButton } from '#console/pages/switch-account-button.tsx';
import { useSignedIn } from '#console/session/use-session.ts';
import { invitationOperations } from '#core/contract/operations/invitations.ts';

/** Where the sign-in comes back to. */
const here = { returnTo: '/invitation', accept: false } as const;

const NotAsked = ({ error }: { readonly error: unknown }) => {
  if (isProblem(error, 'email_mismatch'))
    return (
      <Stack align="flex-start" gap="xs">
        <Text role="alert">
          This invitation was for another account. Sign in with{' '}
          {error.facts.maskedEmail ?? 'the account that was invited'} to ask for a new one.
        </Text>
        <SwitchAccountButton to={here} />
      </Stack>
    );
  return <ProblemAlert error={error} />;
};

/** Asks the organization for a new invitation in place of one that has expired. */
export const AskForNew = ({ token }: { readonly token: string }) => {
  const signedIn = useSignedIn();
  const asking = useMutation({
    mutationFn: () => call(invitationOperations.requestNewInvitation, { body: { token } }),
  });
  if (signedIn === undefined) return null;
  if (!signedIn)
    return (
      <Stack align="flex-start" gap="xs">
        <Text>To ask for a new invitation, sign in with the account that was invited.</Text>
        <SignInButton to={here}>Sign in with Google</SignInButton>
      </Stack>
    );
  if (asking.data)
    return (
      <Text role="status" tabIndex={-1} ref={takeFocus}>
        You’ve asked {asking.data.organizationName} for a new invitation. When an admin invites you again, you’ll get a
        new email with another link. You can close this page.
      </Text>
    );
  return (
    <Stack align="flex-start" gap="xs">
      <Button loading={asking.isPending} onClick={() => asking.mutate()}>
        Ask for a new invitation
      </Button>
      {asking.error && <NotAsked error={asking.error} />}
    </Stack>
  );
};
