import { Button, Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { ProblemAlert } from '#console/pages/problem-alert.tsx';
import { GoneTeams, useGoneTeams } from '#console/roles-and-teams/gone-teams.tsx';
import { roleWords } from '#console/roles-and-teams/role-words.ts';
import { emailAddress } from '#core/contract/email-address.ts';
import { takeAddresses } from './addresses/take-addresses.ts';
import classes from './addresses-box.module.css';
import { AddressesBox } from './addresses-box.tsx';
import { Batch } from './batch.tsx';
import type { Draft } from './draft.ts';
import { Faults } from './faults.tsx';
import { FromFile } from './from-file.tsx';
import { GoogleHints } from './google-hints.tsx';
import { NotSent } from './not-sent.tsx';
import { isOverLimit } from './outcome-words.ts';
import { OverLimit } from './over-limit.tsx';
import { Places } from './places.tsx';
import { sendLabel } from './send-label.ts';
import type { AddressFileInDialog } from './use-address-file.ts';
import { useAddresses } from './use-addresses.ts';
import { useVerdicts } from './verdicts.ts';
import { whyNotSend } from './why-not-send.ts';

type InviteFormProps = {
  readonly organizationId: string;
  readonly draft: Draft;
  readonly file: AddressFileInDialog;
  /** Addresses that were sent before the rest failed. */
  readonly answered: number;
  /** True if the rest is the unsent one, unchanged. */
  readonly resumes: boolean;
  readonly error: unknown;
  readonly onChange: (change: (draft: Draft) => Draft) => void;
  readonly onSend: (emails: readonly string[]) => void;
  readonly onCancel: () => void;
};

/** The addresses of the list, and those in the field once they are complete. */
const useAllEmails = (emails: readonly string[], typed: string): readonly string[] =>
  useMemo(() => {
    const taken = takeAddresses(emails, typed);
    const isWhole = taken.emails.slice(emails.length).every((email) => emailAddress(email) !== undefined);
    return isWhole ? taken.emails : emails;
  }, [emails, typed]);

/** Which addresses would be invited, and what is in the way of the others. */
const useJudged = (organizationId: string, { emails, typed = '' }: Draft) => {
  const all = useAllEmails(emails, typed);
  const { rejected, checking, error, retry } = useVerdicts(organizationId, all);
  const listed = useMemo(() => new Set(emails), [emails]);
  return useMemo(() => {
    const faulty = [...rejected.values()].filter((one) => !isOverLimit(one) && listed.has(one.email));
    return {
      all,
      good: all.filter((email) => !rejected.has(email)),
      faulty,
      faults: new Map(faulty.map((one) => [one.email, one])),
      waiting: [...rejected.values()].filter(isOverLimit),
      checking: checking && error === null,
      error,
      retry,
    };
  }, [all, rejected, listed, checking, error, retry]);
};

export const InviteForm = (props: InviteFormProps) => {
  const { organizationId, draft, file, answered, resumes, error, onChange, onSend, onCancel } = props;
  const { role, teamIds, emails, typed = '' } = draft;
  const box = useAddresses(draft, onChange);
  const judged = useJudged(organizationId, draft);
  const setTeams = (chosen: readonly string[]) => onChange((before) => ({ ...before, teamIds: chosen }));
  const gone = useGoneTeams({ organizationId, teamIds, error, onChange: setTeams });
  const several = judged.all.length > 1;
  const addresses = { wanted: judged.good.length, all: judged.all.length, checking: judged.checking };
  const isStarted = typed.trim() !== '' && judged.all.length === 0;
  const send = () => {
    const all = box.takeAll();
    if (all) onSend(all);
  };
  return (
    <Stack>
      <GoneTeams count={gone.count} />
      {error !== null && !gone.explains && <NotSent error={error} answered={answered} left={emails.length} />}
      <FromFile count={emails.length} file={file} onTake={box.take}>
        <AddressesBox
          emails={emails}
          typed={typed}
          faults={judged.faults}
          notice={box.notice}
          focused={error === null}
          actions={box}
        />
      </FromFile>
      <Faults organizationId={organizationId} faults={judged.faulty} onRemove={box.remove} />
      <OverLimit
        organizationId={organizationId}
        waiting={judged.waiting}
        fitting={judged.good.length}
        onRemove={box.remove}
      />
      <GoogleHints emails={judged.good} />
      <Batch organizationId={organizationId} role={role} teamIds={teamIds} isSeveral={several} onChange={onChange} />
      {judged.error !== null && error === null && (
        <ProblemAlert error={judged.error} onRetry={() => void judged.retry()} />
      )}
      <Group justify="flex-end" className={classes.footer}>
        <div className={classes.summary}>
          <Text size="sm">As {roleWords[role].name}</Text>
          <Places organizationId={organizationId} {...addresses} />
        </div>
        <Group gap="sm" justify="flex-end">
          <Button variant="default" px="sm" onClick={onCancel}>
            Cancel
          </Button>
          <Button
            px="sm"
            disabled={!isStarted && !resumes && (whyNotSend(addresses) !== undefined || (several && judged.checking))}
            onClick={send}
          >
            {sendLabel({ ...addresses, resumes, role: roleWords[role].name })}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
};
