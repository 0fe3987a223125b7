import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call } from '#console/api/call.ts';
import { organizationQuery } from '#console/api/queries.ts';
import { queryClient } from '#console/api/query-client.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { showDone } from '#console/ui/notices.ts';
import { organizationOperations } from '#core/contract/operations/organizations.ts';
import type { Organization } from '#core/contract/organization.ts';
import { AddDomain } from './add-domain.tsx';
import { DomainList } from './domain-list.tsx';
import { useDomainsDraft } from './domains-draft.ts';
import { InvitationsOutside } from './invitations-outside.tsx';
import { isPublicMailDomain } from './public-mail-domains.ts';
import { UnsavedChanges } from './unsaved-changes.tsx';
import { useTypedDomain } from './use-typed-domain.ts';

const PublicDomainsWarning = ({ domains }: { readonly domains: readonly string[] }) => {
  const open = domains.filter(isPublicMailDomain);
  if (open.length === 0) return null;
  const one = open.length === 1;
  return (
    <Alert color="yellow" title={`${open.join(', ')} ${one ? 'is' : 'are'} open to everyone`}>
      Anyone can create an address at {one ? open[0] : 'these domains'}, so allowing {one ? 'it' : 'them'} restricts no
      one. Add your company’s domain instead.
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
      showDone('Allowed email domains saved.');
    },
  });

/** The domains that may be invited. Nothing changes before Save changes. */
export const AllowedEmailDomains = ({ organization }: { readonly organization: Organization }) => {
  const { id: organizationId, allowedEmailDomains: saved } = organization;
  const { domains, changed, setDomains, discard } = useDomainsDraft(organizationId, saved);
  const field = useTypedDomain(domains, setDomains);
  const saving = useSaving(organizationId, discard);
  const hasChanges = changed || field.isTyped;
  const discardAll = () => {
    field.type('');
    discard();
  };
  const save = () => {
    const complete = field.complete();
    if (complete) saving.mutate(complete);
  };
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Changes affect new invitations only. Members stay, and pending invitations can still be resent and accepted.
        Subdomains must be added separately.
      </Text>
      <DomainList domains={domains} onRemove={(domain) => setDomains(domains.filter((other) => other !== domain))} />
      <AddDomain field={field} />
      <PublicDomainsWarning domains={domains} />
      <InvitationsOutside organizationId={organizationId} domains={domains} />
      {saving.error && <ProblemAlert error={saving.error} />}
      <Group>
        <Button disabled={!hasChanges} loading={saving.isPending} onClick={save}>
          Save changes
        </Button>
        {hasChanges && (
          <Button variant="default" onClick={discardAll}>
            Discard changes
          </Button>
        )}
      </Group>
      <UnsavedChanges when={hasChanges && !saving.isPending} onDiscard={discardAll} />
    </Stack>
  );
};
