import { Button, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { ApiProblem } from '#console/api/api-problem.ts';
import { MessagePage } from '#console/pages/message-page.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { beginSignIn } from '#console/session/session.ts';

type Ending = {
  readonly title: string;
  /** After what the API says, which names the inviter where it knows who that is. */
  readonly next: string;
  readonly action: 'open' | 'retry' | 'sign-in' | 'none';
};

/** What became of an invitation that can't be accepted, and what to do next. */
const endings: Readonly<Record<string, Ending>> = {
  invitation_expired: {
    title: 'This invitation has expired',
    next: 'Answering the invitation email reaches the person who invited you.',
    action: 'none',
  },
  invitation_revoked: {
    title: 'This invitation was revoked',
    next: 'An admin took it back. A newer email may hold another invitation for you.',
    action: 'none',
  },
  invitation_accepted: {
    title: 'This invitation was used already',
    next: 'If it was you, there is nothing left to do.',
    action: 'open',
  },
  invitation_link_invalid: {
    title: 'This invitation link is incomplete',
    next: 'Part of it may have been lost when it was copied: use the button in the email, or copy all of the address below it.',
    action: 'none',
  },
  already_member: {
    title: 'You are already a member',
    next: 'You may have joined by another invitation.',
    action: 'open',
  },
  member_limit_reached: {
    title: 'The organization is full',
    next: 'Your invitation stays valid until it expires: try again once there is room.',
    action: 'retry',
  },
  email_not_verified: {
    title: 'Your address is not verified yet',
    next: 'The invitation waits for you meanwhile.',
    action: 'sign-in',
  },
};

export const isEnding = (error: unknown): boolean => error instanceof ApiProblem && error.code in endings;

type DeadLinkProps = {
  readonly error: unknown;
  readonly onRetry: () => void;
  /** Where the organization is, for a person who is in it. */
  readonly opens?: string;
};

const Action = ({
  action,
  onRetry,
  opens = '/',
}: Pick<DeadLinkProps, 'onRetry' | 'opens'> & Pick<Ending, 'action'>) => {
  if (action === 'retry') return <Button onClick={onRetry}>Try again</Button>;
  if (action === 'sign-in')
    return (
      <Button onClick={() => void beginSignIn({ returnTo: '/invitation', accept: true }, { chooseAccount: true })}>
        Sign in again
      </Button>
    );
  return (
    <Button component={Link} to={opens} variant={action === 'open' ? 'filled' : 'default'}>
      {opens === '/' ? 'Go to my organizations' : 'Open the organization'}
    </Button>
  );
};

/** What the API says after its first sentence, which the title has said; all where there is no more. */
const beyondTitle = (message: string): string => /^[^.]+\.\s+(.+)$/.exec(message)?.[1] ?? message;

/** The page in the place of an invitation that can't be accepted: what happened, and what to do next. */
export const DeadLink = ({ error, onRetry, opens }: DeadLinkProps) => {
  const ending = error instanceof ApiProblem ? endings[error.code] : undefined;
  if (!ending || !(error instanceof ApiProblem))
    return (
      <MessagePage title="The invitation did not load">
        <ProblemAlert error={error} onRetry={onRetry} />
      </MessagePage>
    );
  return (
    <MessagePage
      title={ending.title}
      actions={<Action action={ending.action} onRetry={onRetry} {...(opens !== undefined && { opens })} />}
    >
      <Stack gap="sm">
        <span>{beyondTitle(error.message)}</span>
        <span>{ending.next}</span>
      </Stack>
    </MessagePage>
  );
};
