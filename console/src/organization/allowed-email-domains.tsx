import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { organizationQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { organizationOperations } from '#core/contract/operations/organizations.ts';
import type { Organization } from '#core/contract/organization.ts';
import { AddDomain } from './add-domain.tsx';
import { DomainList } from './domain-list.tsx';
import { useDomainsDraft } from './domains-draft.ts';
import { InvitationsOutside } from './invitations-outside.tsx';
import { isPublicMailDomain } from './public-mail-domains.ts';
import { shownDomain } from './shown-domain.ts';
import { UnsavedChanges } from './unsaved-changes.tsx';

const PublicDomainsWarning = ({ domains }: { readonly domains: readonly string[] }) => {
  const open = domains.filter(isPublicMailDomain);
  if (open.length === 0) return null;
  return (
    <Alert color="yellow" title={`Anyone can get an address at ${open.map(shownDomain).join(', ')}`}>
      Public mail services restrict nobody. Allow your organization’s own domain instead, unless you mean it.
    </Alert>
  );
};

const useSaving = (organizationId: string, onSaved: () => void) =>
  useMutation({
    mutationFn: (domains: readonly string[]) =>
      call(organizationOperations.setAllowedEmailDomains, {
        params: { organizationId },
        body: { domains: [...domains] },
      }),
    onSuccess: (organization) => {
      queryClient.setQueryData(organizationQuery(organizationId).queryKey, organization);
      onSaved();
      notifications.show({ message: 'The allowed email domains are saved.' });
    },
  });

/** The domains whose addresses may be invited. Nothing changes before Save changes. */
export const AllowedEmailDomains = ({ organization }: { readonly organization: Organization }) => {
  const { id: organizationId, allowedEmailDomains: saved } = organization;
  const { domains, changed, setDomains, discard } = useDomainsDraft(organizationId, saved);
  const saving = useSaving(organizationId, discard);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Changes affect new invitations only: members stay, and pending invitations can still be resent and accepted. A
        subdomain is another domain.
      </Text>
      <DomainList domains={domains} onRemove={(domain) => setDomains(domains.filter((other) => other !== domain))} />
      <AddDomain domains={domains} onAdded={setDomains} />
      <PublicDomainsWarning domains={domains} />
      <InvitationsOutside organizationId={organizationId} domains={domains} />
      {saving.error && <ProblemAlert error={saving.error} />}
      <Group>
        <Button disabled={!changed} loading={saving.isPending} onClick={() => saving.mutate(domains)}>
          Save changes
        </Button>
        {changed && (
          <Button variant="default" onClick={discard}>
            Discard changes
          </Button>
        )}
      </Group>
      <UnsavedChanges when={changed && !saving.isPending} onDiscard={discard} />
    </Stack>
  );
};
