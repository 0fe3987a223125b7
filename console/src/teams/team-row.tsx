import { Button, Group, Table } from '@mantine/core';
import { useId, useState } from 'react';
import { takeFocus } from '#console/dialogs/focus-back.ts';
import type { Team } from '#core/contract/organization.ts';
import { RenameTeam } from './rename-team.tsx';

type TeamRowProps = {
  readonly organizationId: string;
  readonly team: Team;
  /** For admins only. */
  readonly onDelete: ((team: Team) => void) | undefined;
};

/** A team. Renaming turns its name into a field, and its buttons into those of the field. */
export const TeamRow = ({ organizationId, team, onDelete }: TeamRowProps) => {
  const [renaming, setRenaming] = useState<'not yet' | 'now' | 'done'>('not yet');
  const [isSaving, setIsSaving] = useState(false);
  const form = useId();
  const end = () => {
    setIsSaving(false);
    setRenaming('done');
  };
  const isRenaming = renaming === 'now';
  return (
    <Table.Tr>
      <Table.Td fw={500} className="wraps-anywhere">
        {isRenaming ? (
          <RenameTeam organizationId={organizationId} team={team} form={form} onSaving={setIsSaving} onClose={end} />
        ) : (
          team.name
        )}
      </Table.Td>
      {onDelete && (
        <Table.Td ta="right" w={190}>
          {/* Keys: the pressed button must not turn into the one that submits. */}
          {isRenaming ? (
            <Group key="save" gap="xs" justify="flex-end" wrap="nowrap">
              <Button type="submit" form={form} size="xs" loading={isSaving}>
                Save
              </Button>
              <Button size="xs" variant="default" onClick={end}>
                Cancel
              </Button>
            </Group>
          ) : (
            <Group key="rename" gap="xs" justify="flex-end" wrap="nowrap">
              <Button
                size="xs"
                variant="default"
                onClick={() => setRenaming('now')}
                ref={renaming === 'done' ? takeFocus : undefined}
                aria-label={`Rename team ${team.name}`}
              >
                Rename
              </Button>
              <Button
                size="xs"
                variant="default"
                onClick={() => onDelete(team)}
                aria-label={`Delete team ${team.name}`}
              >
                Delete
              </Button>
            </Group>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  );
};
