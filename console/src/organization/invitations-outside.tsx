import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pendingInvitationsQuery } from '#console/api/queries.ts';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import { inDigits } from '#console/ui/english.ts';
import { readableEmail } from '#console/ui/readable-address.ts';
import { isAllowedDomain } from '#core/contract/email-address.ts';
import type { Invitation } from '#core/contract/invitation.ts';

const ChangeSeveral = openedWhenAsked(
  'change-several',
  async () => (await import('#console/sent-invitations/change-several.tsx')).ChangeSeveral,
);

const namedAtFirst = 5;
const step = 50;

type InvitationsOutsideProps = { readonly organizationId: string; readonly domains: readonly string[] };

/** The pending invitations that the list no longer allows. They stay valid, which surprises; here they can be revoked. */
export const InvitationsOutside = ({ organizationId, domains }: InvitationsOutsideProps) => {
  const { data, refetch } = useQuery(pendingInvitationsQuery(organizationId));
  const [most, setMost] = useState(namedAtFirst);
  const [revoking, setRevoking] = useState<readonly Invitation[]>();
  const outside = data?.invitations.filter(({ email }) => !isAllowedDomain(email, domains)) ?? [];
  const many = outside.length;
  const close = () => {
    setRevoking(undefined);
    void refetch();
  };
  const dialog = revoking && <ChangeSeveral several={{ action: 'revoke', invitations: revoking }} onClose={close} />;
  if (many === 0) return dialog;
  return (
    <Alert
      color="blue"
      title={
        many === 1
          ? '1 pending invitation doesn’t match these domains'
          : `${inDigits(many)} pending invitations don’t match these domains`
      }
    >
      <Text size="sm">
        {many === 1
          ? 'It can still be accepted. Revoke it if you no longer want it.'
          : 'They can still be accepted. Revoke any you no longer want.'}
      </Text>
      <List listStyleType="none" size="sm" my="xs" aria-label="Pending invitations that don’t match these domains">
        {outside.slice(0, most).map((invitation) => (
          <List.Item key={invitation.id} styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
            <Group justify="space-between" wrap="nowrap" py={2}>
              <span className="wraps-anywhere">{readableEmail(invitation.email)}</span>
              <Button
                size="compact-xs"
                variant="default"
                miw="max-content"
                onClick={() => setRevoking([invitation])}
                aria-label={`Revoke the invitation to ${readableEmail(invitation.email)}`}
              >
                Revoke
              </Button>
            </Group>
          </List.Item>
        ))}
      </List>
      <Group gap="xs">
        {many > most && (
          <Button size="xs" variant="default" onClick={() => setMost(most + step)}>
            Show more ({inDigits(many - most)} left)
          </Button>
        )}
        {many > 1 && (
          <Button size="xs" variant="default" onClick={() => setRevoking(outside)}>
            Revoke all {inDigits(many)}
          </Button>
        )}
      </Group>
      {!data?.complete && <Text size="sm">Checked the newest {inDigits(data?.invitations.length ?? 0)} only.</Text>}
      {dialog}
    </Alert>
  );
};
