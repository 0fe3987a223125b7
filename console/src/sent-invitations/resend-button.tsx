import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Invitation } from '#core/contract/invitation.ts';
import { ApiProblem, isProblem } from '../api/api-problem.ts';
import { useResend } from './invitation-changes.ts';
import { useSecondsUntil } from './use-seconds-until.ts';

type ResendButtonProps = { readonly invitation: Pick<Invitation, 'id' | 'organizationId' | 'email'> };

/** Sends the email again. What the API refuses is told; its pause between two emails is waited out in view. */
export const ResendButton = ({ invitation }: ResendButtonProps) => {
  const { email } = invitation;
  const [until, setUntil] = useState<number>();
  const seconds = useSecondsUntil(until);
  const resend = useResend();
  const onError = (error: Error) => {
    if (isProblem(error, 'resend_too_soon') && error.retryAfterSeconds !== undefined)
      setUntil(Date.now() + error.retryAfterSeconds * 1000);
    notifications.show({
      color: 'red',
      title: `Not resent to ${email}`,
      message: error instanceof ApiProblem ? error.message : 'Reload the page, then try again.',
    });
  };
  const send = () => {
    setUntil(undefined);
    resend.mutate(invitation, {
      onSuccess: () => notifications.show({ color: 'teal', message: `A new email is on its way to ${email}.` }),
      onError,
    });
  };
  const waiting = seconds > 0;
  const label = waiting
    ? `The invitation to ${email} can be resent in ${seconds} seconds`
    : `Resend the invitation to ${email}`;
  // While it waits it stays in the order of the keyboard: who pressed it stays where they are.
  return (
    <Button
      size="xs"
      variant="default"
      loading={resend.isPending}
      aria-disabled={waiting}
      {...(waiting && { 'data-disabled': true })}
      onClick={waiting ? undefined : send}
      aria-label={label}
    >
      {waiting ? `Resend in ${seconds} s` : 'Resend'}
    </Button>
  );
};
