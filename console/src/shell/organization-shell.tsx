import { Burger, Group, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Outlet, useMatches, useParams } from 'react-router';
import { meQuery } from '#console/api/queries.ts';
import { NotAMember } from '#console/pages/not-a-member.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { useFetchAhead } from './fetch-ahead.ts';
import classes from './frame.module.css';
import { rememberOrganization } from './last-organization.ts';
import { OrganizationSwitcher } from './organization-switcher.tsx';
import { usePageTitle } from './page-title.ts';
import { ProfileMenu } from './profile-menu.tsx';
import { Sections } from './sections.tsx';

const content = 'content';

/** What the route of the page that is open calls it. */
const usePageName = (): string | undefined => {
  const handle = useMatches().at(-1)?.handle;
  return typeof handle === 'string' ? handle : undefined;
};

const useOrganization = () => {
  const { organizationId = '' } = useParams();
  const { data: me, error, refetch } = useQuery(meQuery());
  const organization = me?.organizations.find(({ id }) => id === organizationId);
  const isMember = organization !== undefined;
  useEffect(() => {
    if (isMember) rememberOrganization(organizationId);
  }, [isMember, organizationId]);
  usePageTitle(usePageName(), organization?.name);
  return { organizationId, organization, me, error, refetch };
};

/** The frame of all pages of an organization. */
export const OrganizationShell = () => {
  const { organizationId, organization, me, error, refetch } = useOrganization();
  const [open, menu] = useDisclosure();
  useFetchAhead();
  if (me && !organization) return <NotAMember email={me.user.email} />;
  return (
    <div className={classes.frame}>
      <a href={`#${content}`} className={classes.skipLink}>
        Skip to the content
      </a>
      {/* No banner: a dialog has the only one while it is open. */}
      <nav className={classes.header} aria-label="Organization and profile">
        <Group gap="xs" wrap="nowrap" miw={0}>
          <Burger
            opened={open}
            onClick={menu.toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={open ? 'Close the menu' : 'Open the menu'}
            aria-expanded={open}
          />
          {me ? <OrganizationSwitcher me={me} organizationId={organizationId} /> : <Skeleton h={28} w={140} />}
        </Group>
        {me && <ProfileMenu user={me.user} organization={organization} />}
      </nav>
      <div className={classes.sidebar} data-open={open || undefined}>
        <Sections organizationId={organizationId} onChosen={menu.close} />
      </div>
      <main id={content} tabIndex={-1} className={classes.main}>
        {error && !me ? <ProblemAlert error={error} onRetry={() => void refetch()} /> : <Outlet key={organizationId} />}
      </main>
    </div>
  );
};
