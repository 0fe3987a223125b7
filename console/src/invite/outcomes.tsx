import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import { ResendButton } from '#console/sent-invitations/resend-button.tsx';
import type { InvitationResult } from '#core/contract/invitation.ts';
import { counted } from './notice-words.ts';
import { type OverLimitAddress, outcomeWords, sortOutcomes, summaryWords } from './outcome-words.ts';
import { CopyEmails } from './over-limit.tsx';

type OutcomesProps = {
  readonly organizationId: string;
  readonly results: readonly InvitationResult[];
  /** Continues with what is left of a file. */
  readonly next: ReactNode;
  readonly onFix: () => void;
  readonly onRetry: () => void;
  readonly onClose: () => void;
};

const step = 100;

const Outcome = ({ organizationId, result }: { organizationId: string; result: InvitationResult }) => {
  const { email, outcome } = result;
  const rejected = outcome === 'rejected';
  return (
    <Table.Tr>
      <Table.Td className="wraps-anywhere">
        <Text size="sm" fw={600}>
          {email}
        </Text>
        <Text size="sm" c={rejected ? 'var(--mantine-color-error)' : 'dimmed'}>
          {outcomeWords(result)}
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

/** One sentence for all that the plan has no room for. */
const Waiting = ({ waiting }: { readonly waiting: readonly OverLimitAddress[] }) => {
  const [first] = waiting;
  if (!first) return null;
  return (
    <Alert color="orange" title={`${counted(waiting.length, 'email')} over your plan’s limit`}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{first.detail}</Text>
        <CopyEmails emails={waiting.map(({ email }) => email)} />
      </Stack>
    </Alert>
  );
};

/** The outcome of each address. Those that were not invited come first and can be put back into the box. */
export const Outcomes = ({ organizationId, results, next, onFix, onRetry, onClose }: OutcomesProps) => {
  const [shown, setShown] = useState(step);
  const outcomes = sortOutcomes(results);
  const { invited, faulty, waiting, late } = outcomes;
  const listed = [...faulty, ...invited];
  const toFix = faulty.length + waiting.length - late;
  return (
    <Stack>
      <Text role="status" fw={600} tabIndex={-1} ref={takeFocus}>
        {summaryWords(outcomes)}
      </Text>
      <Waiting waiting={waiting} />
      {listed.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too.
        <section tabIndex={0} aria-label="Outcomes" style={{ maxHeight: '50vh', overflowY: 'auto' }}>
          <Table aria-label="Outcome of each email">
            <Table.Tbody>
              {listed.slice(0, shown).map((result) => (
                <Outcome key={result.email} organizationId={organizationId} result={result} />
              ))}
            </Table.Tbody>
          </Table>
          {listed.length > shown && (
            <Button mt="xs" size="xs" variant="default" onClick={() => setShown(shown + step)}>
              Show more
            </Button>
          )}
        </section>
      )}
      <Group justify="flex-end">
        {late > 0 && <Button onClick={onRetry}>{late === 1 ? 'Retry' : `Retry ${late}`}</Button>}
        {toFix > 0 && (
          <Button variant="default" onClick={onFix}>
            {`Fix the other ${late + toFix === 1 ? 'one' : late + toFix}`}
          </Button>
        )}
        {next}
        <Button {...(late > 0 && { variant: 'default' })} onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
};
