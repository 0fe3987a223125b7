import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ApiProblem, isProblem } from '#console/api/api-problem.ts';
import { settingsInUse } from '#console/session/settings.ts';
import type { Invitation } from '#core/contract/invitation.ts';
import { useResend } from './invitation-changes.ts';
import { useSecondsUntil } from './use-seconds-until.ts';

type ResendButtonProps = {
  readonly invitation: Pick<Invitation, 'id' | 'organizationId' | 'email'> & Partial<Pick<Invitation, 'lastSentAt'>>;
};

/** The end of the pause after an email, by this clock (epoch milliseconds). */
const pauseAfter = (sentAt: number): number => {
  const pause = settingsInUse().resendPauseSeconds * 1000;
  // The API's clock may be ahead of this one.
  return Math.min(sentAt, Date.now()) + pause;
};

/** Sends the email again. What the API refuses is told; its pause between two emails is waited out in view. */
export const ResendButton = ({ invitation }: ResendButtonProps) => {
  const { email, lastSentAt } = invitation;
  const [told, setTold] = useState(0);
  const paused = lastSentAt === undefined ? 0 : pauseAfter(Date.parse(lastSentAt));
  const seconds = useSecondsUntil(Math.max(paused, told));
  const resend = useResend();
  const onError = (error: Error) => {
    if (isProblem(error, 'resend_too_soon') && error.retryAfterSeconds !== undefined)
      setTold(Date.now() + error.retryAfterSeconds * 1000);
    notifications.show({
      color: 'red',
      title: `Not resent to ${email}`,
      message: error instanceof ApiProblem ? error.message : 'Reload the page, then try again.',
    });
  };
  const onSuccess = () => {
    setTold(pauseAfter(Date.now()));
    notifications.show({ color: 'teal', message: `A new email is on its way to ${email}.` });
  };
  const waiting = seconds > 0 && !resend.isPending;
  const text = waiting ? `Resend in ${seconds} s` : 'Resend';
  // While it waits it stays in the order of the keyboard: who pressed it stays where they are.
  return (
    <Button
      size="xs"
      variant="default"
      px={4}
      className="resend"
      loading={resend.isPending}
      aria-disabled={waiting}
      {...(waiting && { 'data-disabled': true })}
      onClick={waiting ? undefined : () => resend.mutate(invitation, { onSuccess, onError })}
      aria-label={`${text}: the invitation to ${email}`}
    >
      {text}
    </Button>
  );
};
