import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { InvitationResult } from '#core/contract/invitation.ts';
import { ResendButton } from '../members/resend-button.tsx';

type OutcomesProps = {
  readonly organizationId: string;
  readonly results: readonly InvitationResult[];
  readonly onCorrect: () => void;
  readonly onClose: () => void;
};

const summary = (invited: number, rejected: number): string => {
  const sent = invited === 1 ? 'One invitation is on its way.' : `${invited} invitations are on their way.`;
  if (rejected === 0) return sent;
  const not = rejected === 1 ? 'One address was not invited.' : `${rejected} addresses were not invited.`;
  return invited === 0 ? not : `${sent} ${not}`;
};

/** What became of each address; those not invited can be taken back into the box. */
export const Outcomes = ({ organizationId, results, onCorrect, onClose }: OutcomesProps) => {
  const rejected = results.filter(({ outcome }) => outcome === 'rejected');
  return (
    <Stack>
      <Text role="status" fw={600}>
        {summary(results.length - rejected.length, rejected.length)}
      </Text>
      <Table.ScrollContainer minWidth={0} maxHeight="50vh" tabIndex={0}>
        <Table aria-label="Outcome of each address">
          <Table.Tbody>
            {[...rejected, ...results.filter(({ outcome }) => outcome !== 'rejected')].map((result) => (
              <Table.Tr key={result.email}>
                <Table.Td className="wraps-anywhere">{result.email}</Table.Td>
                <Table.Td>{result.outcome === 'rejected' ? result.detail : 'Invited'}</Table.Td>
                <Table.Td>
                  {result.outcome === 'rejected' && result.code === 'already_invited' && (
                    <ResendButton
                      organizationId={organizationId}
                      invitationId={result.invitationId}
                      email={result.email}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="flex-end">
        {rejected.length > 0 && (
          <Button variant="default" onClick={onCorrect}>
            Correct those not invited
          </Button>
        )}
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
};
