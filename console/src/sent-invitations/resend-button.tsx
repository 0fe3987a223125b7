import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ApiProblem, isProblem } from '#console/api/api-problem.ts';
import { settingsInUse } from '#console/session/settings.ts';
import { useByTheClock } from '#console/ui/clock.ts';
import { RowButton } from '#console/ui/row-button.tsx';
import type { Invitation } from '#core/contract/invitation.ts';
import { useResend } from './invitation-changes.ts';
import classes from './resend-button.module.css';
import { type SentEmails, whyNotResend } from './why-not-resend.ts';

type ResendButtonProps = { readonly invitation: Pick<Invitation, 'id' | 'organizationId' | 'email'> & SentEmails };

/** The end of the pause after an email, by this clock (epoch milliseconds). */
const pauseAfter = (sentAt: number): number => {
  const pause = settingsInUse().resendPauseSeconds * 1000;
  // The API's clock may be ahead of this one.
  return Math.min(sentAt, Date.now()) + pause;
};

const useResending = ({ invitation }: ResendButtonProps) => {
  const { email, lastSentAt } = invitation;
  const resend = useResend();
  const [pausedUntil, setPausedUntil] = useState(0);
  const until = Math.max(lastSentAt === undefined ? 0 : pauseAfter(Date.parse(lastSentAt)), pausedUntil);
  const onError = (error: Error) => {
    if (isProblem(error, 'resend_too_soon') && error.retryAfterSeconds !== undefined)
      setPausedUntil(Date.now() + error.retryAfterSeconds * 1000);
    notifications.show({
      color: 'red',
      title: `Couldn’t resend to ${email}`,
      message: error instanceof ApiProblem ? error.message : 'Reload the page, then try again.',
    });
  };
  const onSuccess = () => {
    setPausedUntil(pauseAfter(Date.now()));
    notifications.show({ color: 'teal', message: `Invitation resent to ${email}.` });
  };
  return {
    until,
    /** Whether the person is waiting for it. */
    isAwaited: pausedUntil > 0,
    isPending: resend.isPending,
    send: () => resend.mutate(invitation, { onSuccess, onError }),
  };
};

type Words = { readonly isPending: boolean; readonly seconds: number | undefined };

const wordOf = ({ isPending, seconds }: Words): string => {
  if (isPending) return 'Resending…';
  return seconds === undefined ? 'Resend' : `Resend (${seconds}s)`;
};

/** Sends the email again. Where that can't be, it says why; the pause between two emails counts down where it is looked at. */
export const ResendButton = ({ invitation }: ResendButtonProps) => {
  const { email } = invitation;
  const { until, isAwaited, isPending, send } = useResending({ invitation });
  const [isNear, setIsNear] = useState(false);
  const whyNot = useByTheClock((now) => whyNotResend(invitation, now));
  // Only a count that is shown renders each second.
  const isCounting = isAwaited || isNear;
  const seconds = useByTheClock((now) => {
    const left = Math.max(Math.ceil((until - now) / 1000), 0);
    return isCounting ? left : Math.min(left, 1);
  });
  const isWaiting = seconds > 0 && !isPending;
  const isOff = isPending || isWaiting || whyNot !== undefined;
  const text = wordOf({ isPending, seconds: isWaiting && isCounting && whyNot === undefined ? seconds : undefined });
  const explain = () => notifications.show({ color: 'orange', title: `Can’t resend to ${email}`, message: whyNot });
  const press = whyNot === undefined ? send : explain;
  return (
    <RowButton
      className={classes.resend}
      isOff={isOff}
      onClick={isOff && whyNot === undefined ? undefined : press}
      aria-label={`${text} invitation to ${email}`}
      aria-description={whyNot}
      title={whyNot}
      onPointerEnter={() => setIsNear(true)}
      onPointerLeave={() => setIsNear(false)}
      onFocus={() => setIsNear(true)}
      onBlur={() => setIsNear(false)}
    >
      {text}
    </RowButton>
  );
};
