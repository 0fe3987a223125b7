import { Button, Group, MultiSelect, Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { role as roleSchema } from '#core/contract/fields.ts';
import { teamsQuery } from '../api/queries.ts';
import { roleWords } from '../members/role-words.ts';
import { ProblemAlert } from '../pages/problem-alert.tsx';
import { AddressesBox } from './addresses-box.tsx';
import { Faults } from './faults.tsx';
import type { Draft } from './invite-members.tsx';
import { Places } from './places.tsx';
import { useVerdicts } from './verdicts.ts';

type InviteFormProps = {
  readonly organizationId: string;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly sending: boolean;
  readonly error: unknown;
  readonly onSend: () => void;
};

const mostAddresses = 1000;
const mostTeams = 20;

export const InviteForm = ({ organizationId, draft, onChange, sending, error, onSend }: InviteFormProps) => {
  const { data: teams = [] } = useQuery(teamsQuery(organizationId));
  const verdicts = useVerdicts(organizationId, draft.emails);
  const count = draft.emails.length;
  const good = count - verdicts.rejected.size;
  return (
    <Stack>
      <AddressesBox
        emails={draft.emails}
        onChange={(emails) => onChange({ ...draft, emails })}
        faults={verdicts.rejected}
      />
      <Faults
        rejected={verdicts.rejected}
        onRemoveAll={() =>
          onChange({ ...draft, emails: draft.emails.filter((email) => !verdicts.rejected.has(email)) })
        }
      />
      <Radio.Group
        label="Role"
        value={draft.role}
        onChange={(value) => onChange({ ...draft, role: roleSchema.parse(value) })}
      >
        <Stack gap="xs" mt="xs">
          {roleSchema.options.map((role) => (
            <Radio key={role} value={role} label={roleWords[role].name} description={roleWords[role].whenToUse} />
          ))}
        </Stack>
      </Radio.Group>
      {teams.length > 0 && (
        <MultiSelect
          label="Teams (optional)"
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={[...draft.teamIds]}
          onChange={(teamIds) => onChange({ ...draft, teamIds })}
          maxValues={mostTeams}
          searchable
          clearable
        />
      )}
      <Places
        organizationId={organizationId}
        wanted={good}
        checking={verdicts.checking}
        tooMany={count > mostAddresses}
      />
      {error !== null && <ProblemAlert error={error} />}
      <Group justify="flex-end">
        <Button
          loading={sending}
          disabled={count === 0 || count > mostAddresses || (good === 0 && !verdicts.checking)}
          onClick={onSend}
        >
          {good > 1 ? `Send ${good} invitations` : 'Send'}
        </Button>
      </Group>
    </Stack>
  );
};
