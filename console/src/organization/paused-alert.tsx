import { Alert, Text } from '@mantine/core';
import { onDateAndTime } from '#console/ui/times.ts';
import type { Organization } from '#core/contract/organization.ts';
import { Support } from './support.tsx';

/** Why an organization may not invite at the moment, and whom to ask. Nothing where it may. */
export const PausedAlert = ({ organization: { paused } }: { readonly organization: Pick<Organization, 'paused'> }) =>
  paused && (
    <Alert color="orange" role="status" title="Invitations are paused">
      <Text size="sm" className="wraps-anywhere">
        Since {onDateAndTime(paused.since)}: {paused.reason} No invitation emails are sent until this is resolved.{' '}
        <Support />
      </Text>
    </Alert>
  );
