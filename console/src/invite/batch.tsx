import { memo } from 'react';
import { RoleChoice } from '#console/roles-and-teams/role-choice.tsx';
import { TeamsChoice } from '#console/roles-and-teams/teams-choice.tsx';
import type { Draft } from './draft.ts';

type BatchProps = Pick<Draft, 'role' | 'teamIds'> & {
  readonly organizationId: string;
  readonly isSeveral: boolean;
  readonly onChange: (change: (draft: Draft) => Draft) => void;
};

/** Role and teams of everyone in the box. Not drawn again with each letter that is typed there. */
export const Batch = memo(({ organizationId, role, teamIds, isSeveral, onChange }: BatchProps) => (
  <>
    <RoleChoice
      value={role}
      description={
        isSeveral ? 'Applies to everyone in this batch. To use another role, send a separate batch.' : undefined
      }
      onChange={(chosen) => onChange((before) => ({ ...before, role: chosen }))}
    />
    <TeamsChoice
      organizationId={organizationId}
      value={teamIds}
      description={isSeveral ? 'Everyone in this batch joins these teams.' : undefined}
      onChange={(chosen) => onChange((before) => ({ ...before, teamIds: chosen }))}
    />
  </>
));
