import { Alert, Button, List, Stack } from '@mantine/core';
import type { Rejected } from './verdicts.ts';

type FaultsProps = { readonly rejected: ReadonlyMap<string, Rejected>; readonly onRemoveAll: () => void };

const shown = 5;

/** What is wrong with which address, in words. */
export const Faults = ({ rejected, onRemoveAll }: FaultsProps) => {
  if (rejected.size === 0) return null;
  const faults = [...rejected.values()];
  const title = faults.length === 1 ? 'One address can’t be invited' : `${faults.length} addresses can’t be invited`;
  return (
    <Alert color="red" title={title} role="status">
      <Stack gap="xs" align="flex-start">
        <List size="sm" className="wraps-anywhere">
          {faults.slice(0, shown).map(({ email, detail }) => (
            <List.Item key={email}>
              <strong>{email}</strong>: {detail}
            </List.Item>
          ))}
          {faults.length > shown && <List.Item>and {faults.length - shown} more</List.Item>}
        </List>
        <Button size="xs" variant="default" onClick={onRemoveAll}>
          Take them out
        </Button>
      </Stack>
    </Alert>
  );
};
