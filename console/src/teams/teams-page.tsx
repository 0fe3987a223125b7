import { Button, Card, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { teamPagesQuery } from '#console/api/queries.ts';
import { PagesOf } from '#console/members/pages-of.tsx';
import { useOwnRole } from '#console/shell/own-role.ts';
import { PageHeading } from '#console/shell/page-heading.tsx';
import type { Team } from '#core/contract/organization.ts';
import { CreateTeam } from './create-team.tsx';
import { DeleteTeam } from './delete-team.tsx';
import { TeamList } from './team-list.tsx';

type NoTeamsProps = { readonly isAdmin: boolean; readonly onCreate: () => void };

const NoTeams = ({ isAdmin, onCreate }: NoTeamsProps) => (
  <Card withBorder padding="xl">
    <Stack align="flex-start" gap="sm">
      <Title order={2} size="h4">
        No teams yet
      </Title>
      <Text size="sm">
        {isAdmin
          ? 'Teams group the members of the organization. Create one, then choose it when you invite people.'
          : 'An admin of the organization can create teams.'}
      </Text>
      {isAdmin && <Button onClick={onCreate}>Create a team</Button>}
    </Stack>
  </Card>
);

/** Settings → Teams. Everyone sees them, admins change them. */
export const TeamsPage = () => {
  const { organizationId = '' } = useParams();
  const isAdmin = useOwnRole(organizationId) === 'admin';
  const query = useInfiniteQuery(teamPagesQuery(organizationId));
  const [creating, create] = useDisclosure();
  const [deleting, setDeleting] = useState<Team>();
  const teams = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHeading
        title="Teams"
        about="Named groups inside the organization. Members and invitations can be in several."
        action={isAdmin && teams.length > 0 && <Button onClick={create.open}>Create team</Button>}
      />
      <PagesOf query={query}>
        {teams.length === 0 ? (
          <NoTeams isAdmin={isAdmin} onCreate={create.open} />
        ) : (
          <TeamList teams={teams} {...(isAdmin && { onDelete: setDeleting })} />
        )}
      </PagesOf>
      {creating && <CreateTeam organizationId={organizationId} onClose={create.close} />}
      {deleting && (
        <DeleteTeam organizationId={organizationId} team={deleting} onClose={() => setDeleting(undefined)} />
      )}
    </>
  );
};
