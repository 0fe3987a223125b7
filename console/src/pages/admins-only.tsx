import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useOwnRole } from '#console/shell/own-role.ts';
import { MessageInPage } from './message-in-page.tsx';

type AdminsOnlyProps = {
  /** As in the middle of a sentence. */
  readonly page: string;
  readonly children: ReactNode;
};

/** A page that only admins may see. Others, who come by a link, read why they don't. */
export const AdminsOnly = ({ page, children }: AdminsOnlyProps) => {
  const { organizationId = '' } = useParams();
  const role = useOwnRole(organizationId);
  if (role === undefined) return <Skeleton h={44} />;
  if (role === 'admin') return children;
  return (
    <MessageInPage
      title={`Only admins can see ${page}`}
      actions={
        <Button component={Link} to={`/organizations/${organizationId}/settings/members`} variant="default">
          Go to Members
        </Button>
      }
    >
      Ask an admin for help. You can find them under Members.
    </MessageInPage>
  );
};
