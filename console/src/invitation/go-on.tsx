import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { meQuery } from '#console/api/queries.ts';
import { SwitchAccountButton } from '#console/pages/switch-account-button.tsx';
import { useSignedIn } from '#console/session/use-session.ts';

type GoOnProps = {
  /** The one to open; where there is none, the organization used last. */
  readonly organization?: { readonly id: string; readonly name: string } | undefined;
  readonly main?: boolean;
};

/** The way from an invitation to the organizations that a person is in; to another account for a person in none. */
export const GoOn = ({ organization, main = false }: GoOnProps) => {
  const { data: me } = useQuery({ ...meQuery(), enabled: useSignedIn() === true });
  if (!organization && me?.organizations.length === 0)
    return <SwitchAccountButton main={main} to={{ returnTo: '/invitation', accept: false }} />;
  return (
    <Button
      component={Link}
      to={organization ? `/organizations/${organization.id}` : '/'}
      variant={main ? 'filled' : 'default'}
    >
      {organization ? `Open ${organization.name}` : 'Go to my organizations'}
    </Button>
  );
};
