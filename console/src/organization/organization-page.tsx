import { Box, Card, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { organizationQuery } from '#console/api/queries.ts';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { useOwnRole } from '#console/shell/own-role.ts';
import { PageHeading } from '#console/shell/page-heading.tsx';
import type { Organization, Plan } from '#core/contract/organization.ts';
import { AllowedEmailDomains } from './allowed-email-domains.tsx';
import { DomainList } from './domain-list.tsx';
import { PausedAlert } from './paused-alert.tsx';
import { Support } from './support.tsx';
import { Usage } from './usage.tsx';

const planNames: Readonly<Record<Plan, string>> = { standard: 'Standard', enterprise: 'Enterprise' };

const PlanAndUsage = ({ organization }: { readonly organization: Organization }) => {
  const { plan, limits, usage } = organization;
  return (
    <Card component="section" withBorder padding="lg" aria-labelledby="plan">
      <Title order={2} size="h4" id="plan" mb="xs">
        Plan and usage
      </Title>
      <Text>
        Plan: <strong>{planNames[plan]}</strong>
      </Text>
      <Box className="side-by-side" my="md">
        <Usage label="Pending invitations" used={usage.pendingInvitations} limit={limits.pendingInvitations} />
        <Usage label="Members" used={usage.members} limit={limits.members} />
        <Usage label="Emails today" used={usage.emailsToday} limit={limits.emailsPerDay} />
      </Box>
      <Text size="sm" c="dimmed">
        Pending invitations don’t count as members. Accepted, expired and revoked invitations no longer count. Need
        more? <Support />
      </Text>
    </Card>
  );
};

const OrganizationFacts = ({ organization }: { readonly organization: Organization }) => {
  const isAdmin = useOwnRole(organization.id) === 'admin';
  return (
    <Stack gap="lg" maw={760}>
      <PausedAlert organization={organization} />
      <PlanAndUsage organization={organization} />
      <Card component="section" withBorder padding="lg" aria-labelledby="domains">
        <Title order={2} size="h4" id="domains" mb="xs">
          Allowed Email Domains
        </Title>
        {isAdmin ? (
          <AllowedEmailDomains key={organization.id} organization={organization} />
        ) : (
          <DomainList domains={organization.allowedEmailDomains} />
        )}
      </Card>
    </Stack>
  );
};

/** Settings → Organization. All members see it, admins change the domains. */
export const OrganizationPage = () => {
  const { organizationId = '' } = useParams();
  // Other pages load the organization too. Opening this one shows its usage and the person's access as they are now.
  const query = { ...organizationQuery(organizationId), refetchOnMount: 'always' as const };
  const { data: organization, error, refetch } = useQuery(query);
  return (
    <>
      <PageHeading title="Organization" about={organization?.name ?? '…'} />
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {organization && <OrganizationFacts organization={organization} />}
      {!organization && !error && <Skeleton h={200} maw={760} aria-busy="true" />}
    </>
  );
};
