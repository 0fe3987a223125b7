import { Button, Card, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { teamPagesQuery } from '#console/api/queries.ts';
import { useOwnRole } from '#console/shell/own-role.ts';
import { PageHeading } from '#console/shell/page-heading.tsx';
import { MoreWhenSeen } from '#console/ui/more-when-seen.tsx';
import { PagesOf } from '#console/ui/pages-of.tsx';
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
        {isAdmin ? 'Create a team, then choose it when you invite people.' : 'Admins can create teams.'}
      </Text>
      {isAdmin && <Button onClick={onCreate}>Create team</Button>}
    </Stack>
  </Card>
);

/** Settings → Teams. All members see them, admins change them. */
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
        about="Group members by team. People can be on more than one."
        action={isAdmin && teams.length > 0 && <Button onClick={create.open}>Create team</Button>}
      />
      <PagesOf query={query}>
        {teams.length === 0 ? (
          <NoTeams isAdmin={isAdmin} onCreate={create.open} />
        ) : (
          <TeamList organizationId={organizationId} teams={teams} {...(isAdmin && { onDelete: setDeleting })} />
        )}
        <MoreWhenSeen query={query} />
      </PagesOf>
      {creating && <CreateTeam organizationId={organizationId} onClose={create.close} />}
      {deleting && (
        <DeleteTeam organizationId={organizationId} team={deleting} onClose={() => setDeleting(undefined)} />
      )}
    </>
  );
};
