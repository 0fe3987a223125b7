import { Anchor, Text } from '@mantine/core';
import { invitationList } from '#console/api/queries.ts';
import { useList } from '#console/api/use-list.ts';
import { useStatusOnly } from '#console/sent-invitations/use-status-only.ts';
import { countWords } from '#console/ui/count-words.ts';
import { useListFilters } from '#console/ui/list-filters.ts';
import { emailPrefix } from '#core/contract/email-address.ts';

type PendingMatchesProps = { readonly organizationId: string };

/** Says that a search among the members finds pending invitations, too, and shows both. */
export const PendingMatches = ({ organizationId }: PendingMatchesProps) => {
  const { email, role, change } = useListFilters();
  const source = invitationList(organizationId, { status: 'pending', emailPrefix: emailPrefix(email) });
  const list = useList(source, { enabled: email !== '' });
  const pending = useStatusOnly(list.items, 'pending');
  const shown = pending.filter((invitation) => role === undefined || invitation.role === role).length;
  if (email === '' || shown === 0) return null;
  const isOne = shown === 1 && !list.hasNextPage;
  return (
    <Text size="sm" mb="sm" role="status">
      {countWords({ shown, hasMore: list.hasNextPage })} pending {isOne ? 'invitation matches' : 'invitations match'},
      too.{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => change({ status: 'all' })}>
        Show members and invitations
      </Anchor>
    </Text>
  );
};
