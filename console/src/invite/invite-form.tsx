import { Button, Group, Stack } from '@mantine/core';
import { Caution } from '#console/members/caution.tsx';
import { RoleChoice } from '#console/members/role-choice.tsx';
import { TeamsChoice } from '#console/members/teams-choice.tsx';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import classes from './addresses-box.module.css';
import { AddressesBox } from './addresses-box.tsx';
import type { Draft } from './draft.ts';
import { Faults } from './faults.tsx';
import { GoogleHints } from './google-hints.tsx';
import { Places } from './places.tsx';
import { useVerdicts } from './verdicts.ts';
import { whyNotSend } from './why-not-send.ts';

type InviteFormProps = {
  readonly organizationId: string;
  readonly draft: Draft;
  /** Addresses that were sent before the rest failed. */
  readonly answered: number;
  readonly error: unknown;
  readonly onChange: (change: (draft: Draft) => Draft) => void;
  readonly onSend: () => void;
};

const sendLabel = (good: number, all: number): string => {
  if (all <= 1) return 'Send Invitation';
  return good === all ? `Send All (${all})` : `Send ${good} of ${all}`;
};

const NotSent = ({ error, answered }: { readonly error: unknown; readonly answered: number }) => (
  <>
    {answered > 0 && (
      <Caution title={`${answered} addresses are done`}>
        The rest was not sent. Nothing is sent twice when you send it again.
      </Caution>
    )}
    <ProblemAlert error={error} />
  </>
);

export const InviteForm = ({ organizationId, draft, answered, error, onChange, onSend }: InviteFormProps) => {
  const { emails, role, teamIds } = draft;
  const verdicts = useVerdicts(organizationId, emails);
  const { rejected, checking } = verdicts;
  const several = emails.length > 1;
  const good = emails.filter((email) => !rejected.has(email));
  const addresses = { wanted: good.length, all: emails.length, checking };
  const changeEmails = (change: (emails: readonly string[]) => readonly string[]) =>
    onChange((before) => ({ ...before, emails: change(before.emails) }));
  return (
    <Stack>
      <AddressesBox emails={emails} onChange={changeEmails} faults={rejected} />
      <Faults
        organizationId={organizationId}
        rejected={rejected}
        onRemoveAll={() => changeEmails((before) => before.filter((email) => !rejected.has(email)))}
      />
      <GoogleHints emails={good} />
      <RoleChoice
        value={role}
        description={several ? 'Everyone gets the same role. Send others a batch of their own.' : undefined}
        onChange={(chosen) => onChange((before) => ({ ...before, role: chosen }))}
      />
      <TeamsChoice
        organizationId={organizationId}
        value={teamIds}
        description={several ? 'Everyone joins the same teams.' : undefined}
        onChange={(chosen) => onChange((before) => ({ ...before, teamIds: chosen }))}
      />
      {verdicts.error !== null && error === null && <ProblemAlert error={verdicts.error} onRetry={verdicts.retry} />}
      {error !== null && <NotSent error={error} answered={answered} />}
      <Group justify="space-between" className={classes.footer}>
        <Places organizationId={organizationId} {...addresses} />
        <Button ml="auto" disabled={whyNotSend(addresses) !== undefined} onClick={onSend}>
          {sendLabel(good.length, emails.length)}
        </Button>
      </Group>
    </Stack>
  );
};
