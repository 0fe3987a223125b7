import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { ApiProblem } from '../api/api-problem.ts';
import { MessagePage } from '../pages/message-page.tsx';
import { ProblemAlert } from '../pages/problem-alert.tsx';

type Ending = { readonly title: string; readonly next: string; readonly opens?: string };

/** What became of an invitation that can't be accepted any more, and what to do next. */
const endings: Readonly<Record<string, Ending>> = {
  invitation_expired: {
    title: 'This invitation has expired',
    next: 'Invitations can be accepted for a few days only. Answer the invitation email to reach the person who sent it, and ask for a new one.',
  },
  invitation_revoked: {
    title: 'This invitation was revoked',
    next: 'An admin of the organization took it back. A newer email may hold another invitation; if not, answer the invitation email to ask.',
  },
  invitation_accepted: {
    title: 'This invitation was used already',
    next: 'If it was you, sign in: the organization is there. If it was not, ask an admin of the organization for an invitation of your own.',
    opens: 'Go to my organizations',
  },
  invitation_link_invalid: {
    title: 'This invitation link is incomplete',
    next: 'Part of it may have been lost when it was copied. Open it with the button in the email, or copy all of it; if that does not help, ask your admin for a new invitation.',
  },
  already_member: {
    title: 'You are already a member',
    next: 'You may have joined by another invitation. There is nothing left to do.',
    opens: 'Open the organization',
  },
  member_limit_reached: {
    title: 'The organization is full',
    next: 'It has all the members that its plan allows. Ask an admin to make room, then open the link again: it stays valid until it expires.',
  },
  email_not_verified: {
    title: 'Your address is not verified yet',
    next: 'Google has not verified the address of your account. Verify it with Google, then open the link again.',
  },
};

export const isEnding = (error: unknown): boolean => error instanceof ApiProblem && error.code in endings;

type DeadLinkProps = { readonly error: unknown; readonly onRetry: () => void };

export const DeadLink = ({ error, onRetry }: DeadLinkProps) => {
  const ending = error instanceof ApiProblem ? endings[error.code] : undefined;
  if (!ending)
    return (
      <MessagePage title="The invitation did not load">
        <ProblemAlert error={error} onRetry={onRetry} />
      </MessagePage>
    );
  return (
    <MessagePage
      title={ending.title}
      actions={
        ending.opens && (
          <Group>
            <Button component={Link} to="/">
              {ending.opens}
            </Button>
          </Group>
        )
      }
    >
      {ending.next}
    </MessagePage>
  );
};
