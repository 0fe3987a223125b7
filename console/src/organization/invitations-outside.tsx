import { Alert, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isAllowedDomain } from '#core/contract/email-address.ts';
import { pendingAddressesQuery } from '../api/queries.ts';

const namedAtMost = 5;

type InvitationsOutsideProps = { readonly organizationId: string; readonly domains: readonly string[] };

/** The pending invitations that the list would not allow any more. They stay valid, which surprises. */
export const InvitationsOutside = ({ organizationId, domains }: InvitationsOutsideProps) => {
  const { data } = useQuery(pendingAddressesQuery(organizationId));
  const outside = data?.addresses.filter((email) => !isAllowedDomain(email, domains)) ?? [];
  if (outside.length === 0) return null;
  const more = outside.length - namedAtMost;
  return (
    <Alert
      color="blue"
      title={`${outside.length} pending ${outside.length === 1 ? 'invitation is' : 'invitations are'} outside of this list`}
    >
      <Text size="sm">Pending invitations stay valid and can still be accepted. Revoke those that should not be.</Text>
      <List size="sm" mt="xs">
        {outside.slice(0, namedAtMost).map((email) => (
          <List.Item key={email} className="wraps-anywhere">
            {email}
          </List.Item>
        ))}
        {more > 0 && <List.Item>and {more.toLocaleString()} more</List.Item>}
      </List>
      {!data?.complete && (
        <Text size="sm">Only the newest {data?.addresses.length.toLocaleString()} were looked at.</Text>
      )}
    </Alert>
  );
};
