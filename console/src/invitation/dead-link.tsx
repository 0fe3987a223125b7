import { Button, Group, Stack } from '@mantine/core';
import { ApiProblem } from '#console/api/api-problem.ts';
import { MessagePage } from '#console/pages/message-page.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { SwitchAccountButton } from '#console/pages/switch-account-button.tsx';
import { AskForNew } from './ask-for-new.tsx';
import { GoOn } from './go-on.tsx';
import { OtherInvitations } from './other-invitations.tsx';
import { useOwnOrganization } from './own-organization.ts';

type Ending = {
  readonly title: string;
  /** Sentences, the API's own in the place of `api`: it names the inviter where it knows who that is. */
  readonly text: readonly string[];
  readonly action: 'open' | 'retry' | 'switch' | 'ask' | 'none';
};

const api = 'api';

/** Pages for an invitation that can't be accepted, by error code. */
const endings: Readonly<Record<string, Ending>> = {
  invitation_expired: {
    title: 'This invitation has expired',
    text: ['Check your inbox for a newer invitation first.', api, 'To reach them, reply to the invitation email.'],
    action: 'ask',
  },
  invitation_revoked: {
    title: 'This invitation was revoked',
    text: ['An admin canceled it. Check your inbox for a newer invitation.', api],
    action: 'none',
  },
  invitation_accepted: {
    title: 'This invitation has already been used',
    text: ['If that was you, you’re all set.', api],
    action: 'open',
  },
  invitation_link_invalid: {
    title: 'Open your invitation again',
    text: [
      'This link isn’t complete, or something was added to it. Use the button in the invitation email, or copy the whole link below it.',
    ],
    action: 'none',
  },
  already_member: {
    title: 'You’re already a member',
    text: ['You may have joined through another invitation.'],
    action: 'open',
  },
  member_limit_reached: {
    title: 'The organization is full',
    text: [api, 'Your invitation stays valid until it expires. Try again once a place opens up.'],
    action: 'retry',
  },
  email_not_verified: {
    title: 'Your email isn’t verified yet',
    text: [api, 'We’ll keep your invitation open.'],
    action: 'switch',
  },
};

export const isEnding = (error: unknown): boolean => error instanceof ApiProblem && error.code in endings;

type DeadLinkProps = { readonly token: string; readonly error: unknown; readonly onRetry: () => void };

const Action = ({ action, token, onRetry }: Pick<Ending, 'action'> & Omit<DeadLinkProps, 'error'>) => {
  const own = useOwnOrganization(token);
  if (action === 'retry') return <Button onClick={onRetry}>Try again</Button>;
  if (action === 'switch') return <SwitchAccountButton main to={{ returnTo: '/invitation', accept: true }} />;
  return <GoOn main={action === 'open'} organization={own} />;
};

/** Returns a message without its first sentence, which repeats the title, or the whole message if it has only one. */
const beyondTitle = (message: string): string => /^[^.]+\.\s+(.+)$/.exec(message)?.[1] ?? message;

/** The page in the place of an invitation that can't be accepted: what happened, and what to do next. */
export const DeadLink = ({ token, error, onRetry }: DeadLinkProps) => {
  const ending = error instanceof ApiProblem ? endings[error.code] : undefined;
  if (!ending || !(error instanceof ApiProblem))
    return (
      <MessagePage title="We couldn’t load the invitation">
        <ProblemAlert error={error} onRetry={onRetry} />
      </MessagePage>
    );
  return (
    <MessagePage
      title={ending.title}
      actions={
        <Group>
          <Action action={ending.action} token={token} onRetry={onRetry} />
        </Group>
      }
    >
      <Stack gap="sm">
        {ending.text.map((text) => (
          <span key={text}>{text === api ? beyondTitle(error.message) : text}</span>
        ))}
        {ending.action === 'ask' && <AskForNew token={token} />}
        {(ending.action === 'none' || ending.action === 'ask') && <OtherInvitations />}
      </Stack>
    </MessagePage>
  );
};
