import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pendingInvitationsQuery } from '#console/api/queries.ts';
import { openedWhenAsked } from '#console/dialogs/opened-when-asked.tsx';
import { isAllowedDomain } from '#core/contract/email-address.ts';
import type { Invitation } from '#core/contract/invitation.ts';

const ChangeSeveral = openedWhenAsked(
  'change-several',
  async () => (await import('#console/sent-invitations/change-several.tsx')).ChangeSeveral,
);

const namedAtFirst = 5;
const step = 50;

type InvitationsOutsideProps = { readonly organizationId: string; readonly domains: readonly string[] };

/** The pending invitations that the list would not allow any more. They stay valid, which surprises; here they can be revoked. */
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
      title={`${many} pending ${many === 1 ? 'invitation is' : 'invitations are'} outside of this list`}
    >
      <Text size="sm">Pending invitations stay valid and can still be accepted. Revoke those that should not be.</Text>
      <List listStyleType="none" size="sm" my="xs" aria-label="Pending invitations outside of this list">
        {outside.slice(0, most).map((invitation) => (
          <List.Item key={invitation.id} styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
            <Group justify="space-between" wrap="nowrap" py={2}>
              <span className="wraps-anywhere">{invitation.email}</span>
              <Button
                size="compact-xs"
                variant="default"
                miw="max-content"
                onClick={() => setRevoking([invitation])}
                aria-label={`Revoke the invitation of ${invitation.email}`}
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
            Show more ({(many - most).toLocaleString()} left)
          </Button>
        )}
        {many > 1 && (
          <Button size="xs" variant="default" onClick={() => setRevoking(outside)}>
            Revoke all {many.toLocaleString()}
          </Button>
        )}
      </Group>
      {!data?.complete && (
        <Text size="sm">Only the newest {data?.invitations.length.toLocaleString()} were looked at.</Text>
      )}
      {dialog}
    </Alert>
  );
};
