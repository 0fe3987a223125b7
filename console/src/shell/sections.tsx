import { Anchor, Stack, Text } from '@mantine/core';
import { Link, NavLink } from 'react-router';
import classes from './frame.module.css';
import { useOwnRole } from './own-role.ts';
import { SectionIcon, type SectionIconName } from './section-icon.tsx';

type SectionProps = {
  readonly to: string;
  readonly label: string;
  readonly icon: SectionIconName;
  readonly onChosen: () => void;
};

const Section = ({ to, label, icon, onChosen }: SectionProps) => (
  <NavLink to={to} className={classes.section ?? ''} onClick={onChosen}>
    <SectionIcon name={icon} />
    {label}
  </NavLink>
);

type SectionsProps = { readonly organizationId: string; readonly onChosen: () => void };

/** The sidebar. Sections for admins are there for admins only. */
export const Sections = ({ organizationId, onChosen }: SectionsProps) => {
  const at = `/organizations/${organizationId}`;
  const isAdmin = useOwnRole(organizationId) === 'admin';
  return (
    <Stack component="nav" aria-label="Main" gap={2} className={classes.sections}>
      <h2 className={classes.heading}>
        <Anchor component={Link} to={`${at}/settings/members`} inherit c="inherit" underline="never" onClick={onChosen}>
          Settings
        </Anchor>
      </h2>
      <Section to={`${at}/settings/members`} label="Members" icon="members" onChosen={onChosen} />
      <Section to={`${at}/settings/teams`} label="Teams" icon="teams" onChosen={onChosen} />
      <Section to={`${at}/settings/organization`} label="Organization" icon="organization" onChosen={onChosen} />
      {isAdmin && (
        <>
          <Text component="h2" size="xs" fw={600} c="dimmed" px="sm" pt="sm" pb={4}>
            Admin
          </Text>
          <Section to={`${at}/admin/audit-log`} label="Audit Log" icon="audit-log" onChosen={onChosen} />
        </>
      )}
    </Stack>
  );
};
