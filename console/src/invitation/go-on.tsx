import { Button } from '@mantine/core';
import { Link } from 'react-router';

type GoOnProps = {
  /** The one to open; where there is none, the organization used last. */
  readonly organization?: { readonly id: string; readonly name: string } | undefined;
  readonly main?: boolean;
};

/** The way from an invitation to the organizations that a person is in. */
export const GoOn = ({ organization, main = false }: GoOnProps) => (
  <Button
    component={Link}
    to={organization ? `/organizations/${organization.id}` : '/'}
    variant={main ? 'filled' : 'default'}
  >
    {organization ? `Open ${organization.name}` : 'Go to my organizations'}
  </Button>
);
