import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { ResendButton } from '#console/sent-invitations/resend-button.tsx';
import type { InvitationResult } from '#core/contract/invitation.ts';
import { whatIsWrong } from './what-is-wrong.ts';

type OutcomesProps = {
  readonly organizationId: string;
  readonly results: readonly InvitationResult[];
  readonly onCorrect: () => void;
  readonly onSendRest: () => void;
  readonly onClose: () => void;
};

const step = 100;

const summary = (invited: number, rejected: number): string => {
  const sent = invited === 1 ? 'One invitation is on its way.' : `${invited} invitations are on their way.`;
  if (rejected === 0) return sent;
  const not = rejected === 1 ? 'One address was not invited.' : `${rejected} addresses were not invited.`;
  return invited === 0 ? not : `${sent} ${not}`;
};

const Outcome = ({ organizationId, result }: { organizationId: string; result: InvitationResult }) => {
  const { email, outcome } = result;
  const rejected = outcome === 'rejected';
  const why = rejected && result.code === 'invalid_email' ? whatIsWrong(email) : rejected && result.detail;
  return (
    <Table.Tr>
      <Table.Td className="wraps-anywhere">
        <Text size="sm" fw={600}>
          {email}
        </Text>
        <Text size="sm" c={rejected ? 'var(--mantine-color-error)' : 'dimmed'}>
          {why || 'Invited'}
        </Text>
      </Table.Td>
      <Table.Td ta="end">
        {rejected && result.code === 'already_invited' && (
          <ResendButton invitation={{ id: result.invitationId, organizationId, email }} />
        )}
      </Table.Td>
    </Table.Tr>
  );
};

/** What became of each address, those first that were not invited; these can be taken back into the box. */
export const Outcomes = ({ organizationId, results, onCorrect, onSendRest, onClose }: OutcomesProps) => {
  const [shown, setShown] = useState(step);
  const rejected = results.filter((result) => result.outcome === 'rejected');
  const left = rejected.filter(({ code }) => code === 'try_again').length;
  const all = [...rejected, ...results.filter(({ outcome }) => outcome !== 'rejected')];
  return (
    <Stack>
      <Text role="status" fw={600} tabIndex={-1} ref={takeFocus}>
        {summary(results.length - rejected.length, rejected.length)}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too. */}
      <section tabIndex={0} aria-label="Outcomes" style={{ maxHeight: '50vh', overflowY: 'auto' }}>
        <Table aria-label="Outcome of each address">
          <Table.Tbody>
            {all.slice(0, shown).map((result) => (
              <Outcome key={result.email} organizationId={organizationId} result={result} />
            ))}
          </Table.Tbody>
        </Table>
        {all.length > shown && (
          <Button mt="xs" size="xs" variant="default" onClick={() => setShown(shown + step)}>
            Show more
          </Button>
        )}
      </section>
      <Group justify="flex-end">
        {left > 0 && <Button onClick={onSendRest}>{left === 1 ? 'Send it again' : `Send ${left} again`}</Button>}
        {rejected.length > left && (
          <Button variant="default" onClick={onCorrect}>
            Correct those not invited
          </Button>
        )}
        <Button {...(left > 0 && { variant: 'default' })} onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
};
