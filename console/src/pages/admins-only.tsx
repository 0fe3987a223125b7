import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useOwnRole } from '#console/shell/own-role.ts';
import { MessageInPage } from './message-in-page.tsx';

type AdminsOnlyProps = { readonly page: string; readonly children: ReactNode };

/** A page that only admins may see; whoever else comes by a link is told so. */
export const AdminsOnly = ({ page, children }: AdminsOnlyProps) => {
  const { organizationId = '' } = useParams();
  const role = useOwnRole(organizationId);
  if (role === undefined) return <Skeleton h={44} />;
  if (role === 'admin') return children;
  return (
    <MessageInPage
      title={`${page} is for admins`}
      actions={
        <Button component={Link} to={`/organizations/${organizationId}/settings/members`} variant="default">
          Go to Members
        </Button>
      }
    >
      Your role in this organization doesn’t include this page. An admin can look something up for you, or change your
      role; the list of members shows who is one.
    </MessageInPage>
  );
};
